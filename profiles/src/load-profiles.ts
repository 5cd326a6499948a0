import { dirname, join, resolve } from 'node:path';
import { LAST_GOOD_IN_USE, type ProfileFault } from '@drover/protocol';
import { type Checked, type Complaint, ownerFault, placed, readCheckedFiles } from './checked-file.ts';
import { Profile } from './profile.ts';
import { findProfileFiles, type ProfileFiles } from './profile-files.ts';

/** The profiles that come with Drover. */
export const SHIPPED_PROFILES = resolve(import.meta.dirname, '..');

/** Where a person keeps profiles of their own, and what is to lie over those of Drover. */
export const ownProfilesDir = (env: Readonly<Record<string, string | undefined>>, home: string): string =>
  join(env.XDG_CONFIG_HOME || join(home, '.config'), 'drover', 'profiles');

/** As many as a host may tell the hub about. */
const MAX_FAULTS = 128;

export type LoadedProfiles = {
  profiles: Profile[];
  faults: ProfileFault[];
  /** Each of the profiles, by its file. */
  byFile: ReadonlyMap<string, Profile>;
};

type LoadOptions = {
  /** The person's own, which may be absent. */
  ownFolder?: string | null;
  /** What was loaded before: a file that is bad now stays in use as it was then. */
  before?: LoadedProfiles['byFile'] | undefined;
};

/** Reads the profiles of a folder, by name. A file with a fault does not stop the others. */
export function loadProfiles(folder: string, { ownFolder = null, before }: LoadOptions = {}): LoadedProfiles {
  const found = findProfileFiles(folder, ownFolder);
  const complaints = [...found.complaints];
  const byFile = new Map<string, Profile>();
  for (const files of found.profiles) {
    const [file] = files;
    const checked = withOwnName(readProfile(files), file, byFile);
    const earlier = before?.get(file);
    const profile = 'complaints' in checked ? earlier : checked.value;
    if (profile && !fileOfName(profile.name, byFile)) byFile.set(file, profile);
    if ('complaints' in checked) complaints.push(...told(checked.complaints, byFile.has(file)));
  }
  return { profiles: [...byFile.values()], faults: complaints.slice(0, MAX_FAULTS).map(toFault), byFile };
}

/** A profile, with what is laid over it. */
export const readProfile = (files: ProfileFiles): Checked<Profile> =>
  readCheckedFiles(files, Profile, (file, stats) => {
    const isShipped = dirname(resolve(file)) === SHIPPED_PROFILES; // as safe as the code beside it
    return isShipped ? null : ownerFault(file, stats);
  });

function withOwnName(
  checked: Checked<Profile>,
  file: string,
  others: LoadedProfiles['byFile'],
): Checked<Profile> {
  if ('complaints' in checked) return checked;
  const { name } = checked.value;
  const twin = fileOfName(name, others);
  if (twin === undefined) return checked;
  const advice = `to change that one, name this file ${name}.local.yaml`;
  const message = `the name "${name}" is taken by ${twin} already; ${advice}`;
  return { complaints: [{ file, line: null, message }] };
}

const fileOfName = (name: string, byFile: LoadedProfiles['byFile']): string | undefined =>
  [...byFile].find(([, profile]) => profile.name === name)?.[0];

const told = (complaints: readonly Complaint[], isInUse: boolean): Complaint[] =>
  complaints.map((complaint) =>
    isInUse ? { ...complaint, message: `${complaint.message}${LAST_GOOD_IN_USE}` } : complaint,
  );

const toFault = (complaint: Complaint): ProfileFault => ({
  file: complaint.file,
  message: placed(complaint).slice(0, 2_000),
});

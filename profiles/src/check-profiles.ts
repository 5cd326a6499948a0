import { statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { stringify } from 'yaml';
import { type Complaint, placed } from './checked-file.ts';
import { readProfile, SHIPPED_PROFILES } from './load-profiles.ts';
import type { Profile } from './profile.ts';
import { findProfileFiles, isOverride, isProfileFile, type ProfileFiles, stemOf } from './profile-files.ts';

/** Where profiles are, when nothing is named. */
export type UsualFolders = { folder: string; ownFolder: string };

export type CheckReport = {
  /** For people, one for each profile and each fault. */
  lines: string[];
  /** The good profiles as YAML, each with what is laid over it. */
  merged: string[];
  faults: number;
};

/** Checks the profiles of these files and folders; of the usual folders when there are none. */
export function checkProfiles(targets: readonly string[], usual: UsualFolders): CheckReport {
  const found =
    targets.length === 0 ? [findProfileFiles(usual.folder, usual.ownFolder)] : targets.map(findAt);
  const read = found
    .flatMap(({ profiles }) => profiles)
    .map((files) => ({ files, checked: readProfile(files) }));
  const good = read.flatMap(({ files, checked }) => ('value' in checked ? [{ files, ...checked }] : []));
  const complaints = [
    ...found.flatMap((each) => each.complaints),
    ...read.flatMap(({ checked }) => ('complaints' in checked ? checked.complaints : [])),
    ...twins(good),
  ];
  return {
    lines: [
      ...good.map(({ files, value }) => `good: ${value.name}, ${together(files)}`),
      ...complaints.map((complaint) => `bad: ${join(dirname(complaint.file), placed(complaint))}`),
    ],
    merged: good.map(({ files, merged }) => `# ${together(files)}\n${stringify(merged)}`),
    faults: complaints.length,
  };
}

type Found = ReturnType<typeof findProfileFiles>;

/** A folder is taken whole; a file with what lies over it beside it, and an override with what it lies over. */
function findAt(target: string): Found {
  if (isFolder(target)) return findProfileFiles(target, null);
  if (!isProfileFile(basename(target))) return { profiles: [], complaints: [misnamed(target)] };
  const beside = findProfileFiles(dirname(target), null);
  const isMeant = ([base]: ProfileFiles) => stemOf(base) === stemOf(target);
  const profiles = beside.profiles.filter(isMeant);
  if (profiles.length > 0) return { profiles, complaints: [] };
  if (!isOverride(target)) return { profiles: [[target]], complaints: [] };
  const shipped = findProfileFiles(SHIPPED_PROFILES, dirname(target)).profiles.filter(isMeant);
  return { profiles: shipped, complaints: shipped.length > 0 ? [] : overNothing(target, beside.complaints) };
}

const misnamed = (file: string): Complaint => ({
  file,
  line: null,
  message: 'would not be taken for a profile: its name must end in .yaml or .json',
});

const overNothing = (target: string, complaints: readonly Complaint[]): Complaint[] =>
  complaints.filter(({ file }) => basename(file) === basename(target));

function twins(good: readonly { files: ProfileFiles; value: Profile }[]): Complaint[] {
  return good.flatMap(({ files: [file], value: { name } }, index) => {
    const twin = good.slice(0, index).find(({ value }) => value.name === name);
    if (!twin) return [];
    return [{ file, line: null, message: `the name "${name}" is taken by ${twin.files[0]} already` }];
  });
}

const together = ([base, ...over]: ProfileFiles): string =>
  over.length > 0 ? `${base}, under ${over.join(' and ')}` : base;

const isFolder = (target: string): boolean =>
  statSync(target, { throwIfNoEntry: false })?.isDirectory() ?? false;

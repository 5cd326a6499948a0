import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { ProfileFault } from '@drover/protocol';
import { ownerFault, placed, readCheckedFile } from './checked-file.ts';
import { Profile } from './profile.ts';
import type { Complaint } from './yaml-file.ts';

/** The profiles that come with Drover. */
export const SHIPPED_PROFILES = resolve(import.meta.dirname, '..');

/** As many as a host may tell the hub about, of each. */
const MAX_FILES = 128;
const MAX_FAULTS = 128;

export type LoadedProfiles = { profiles: Profile[]; faults: ProfileFault[] };

/** Reads every `*.yaml` of a directory, by name. A file with a fault is left out and does not stop the others. */
export function loadProfiles(directory: string): LoadedProfiles {
  const loaded: LoadedProfiles = { profiles: [], faults: [] };
  for (const file of profileFiles(directory, loaded.faults)) {
    const { profile, complaints } = readProfile(file);
    const twin = profile && loaded.profiles.find(({ name }) => name === profile.name);
    if (twin)
      complaints.push({ line: null, message: `the name "${twin.name}" is taken by another file already` });
    else if (profile) loaded.profiles.push(profile);
    loaded.faults.push(...complaints.map((complaint) => toFault(file, complaint)));
  }
  return { ...loaded, faults: loaded.faults.slice(0, MAX_FAULTS) };
}

function profileFiles(directory: string, faults: ProfileFault[]): string[] {
  try {
    const names = readdirSync(directory).filter((name) => name.endsWith('.yaml'));
    if (names.length > MAX_FILES) throw new Error(`it holds more than ${MAX_FILES} profiles`);
    return names.sort().map((name) => join(directory, name));
  } catch (error) {
    faults.push({ file: directory, message: `cannot be read: ${messageOf(error)}` });
    return [];
  }
}

function readProfile(file: string): { profile?: Profile; complaints: Complaint[] } {
  const isShipped = resolve(file, '..') === SHIPPED_PROFILES; // as safe as the code beside it
  const checked = readCheckedFile(file, Profile, (stats) => (isShipped ? null : ownerFault(file, stats)));
  return 'value' in checked ? { profile: checked.value, complaints: [] } : checked;
}

const toFault = (file: string, complaint: Complaint): ProfileFault => ({
  file,
  message: placed(file, complaint).slice(0, 2_000),
});

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

import { readdirSync, statSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Complaint } from './checked-file.ts';

/** As many as a host may tell the hub about. */
const MAX_PROFILES = 128;

const EXTENSION = /\.(yaml|json)$/;
const OVERRIDE = /\.local\.(yaml|json)$/;

/** That of an npm package is no profile. */
const PASSED_OVER = ['package.json'];

/** A profile's file, and those that are laid over it, in their order. */
export type ProfileFiles = readonly [string, ...string[]];

export type FoundFiles = { profiles: ProfileFiles[]; complaints: Complaint[] };

/** Whether a file of this name has to do with profiles. */
export const isProfileFile = (name: string): boolean => EXTENSION.test(name) && !PASSED_OVER.includes(name);

/** What `claude.yaml` and `claude.local.yaml` have in common. */
export const stemOf = (file: string): string => basename(file).replace(OVERRIDE, '').replace(EXTENSION, '');

export const isOverride = (file: string): boolean => OVERRIDE.test(file);

/**
 * The profiles of a folder and of a person's own folder, which may be absent. An override lies over the profile of the
 * same name beside it, or one of the person's over that in the first folder.
 */
export function findProfileFiles(folder: string, ownFolder: string | null): FoundFiles {
  const complaints: Complaint[] = [];
  const shared = filesOf(folder, complaints, false);
  const own = ownFolder === null ? [] : filesOf(ownFolder, complaints, true);
  const [ownOverrides, ownProfiles] = [own.filter(isOverride), own.filter((file) => !isOverride(file))];
  const profiles: ProfileFiles[] = [
    ...withOverrides(
      shared.filter((file) => !isOverride(file)),
      [...shared.filter(isOverride), ...ownOverrides],
    ),
    ...withOverrides(ownProfiles, ownOverrides),
  ];
  const used = new Set(profiles.flat());
  for (const file of [...shared, ...own].filter((candidate) => !used.has(candidate))) {
    complaints.push({ file, line: null, message: `lies over nothing: there is no ${stemOf(file)}.yaml` });
  }
  for (const [file] of profiles.slice(MAX_PROFILES)) {
    complaints.push({
      file,
      line: null,
      message: `is left out: there are more than ${MAX_PROFILES} profiles`,
    });
  }
  return { profiles: profiles.slice(0, MAX_PROFILES), complaints };
}

const withOverrides = (files: readonly string[], overrides: readonly string[]): ProfileFiles[] =>
  files.map((file) => [file, ...overrides.filter((override) => stemOf(override) === stemOf(file))]);

function filesOf(folder: string, complaints: Complaint[], mayBeAbsent: boolean): string[] {
  try {
    const names = readdirSync(folder).filter(isProfileFile);
    if (names.length > 2 * MAX_PROFILES) throw new Error(`it holds more than ${2 * MAX_PROFILES} files`);
    return names.sort().map((name) => join(folder, name));
  } catch (error) {
    const isAbsent = (error as NodeJS.ErrnoException).code === 'ENOENT';
    const reason = error instanceof Error ? error.message : String(error);
    if (!isAbsent || !mayBeAbsent)
      complaints.push({ file: folder, line: null, message: `cannot be read: ${reason}` });
    return [];
  }
}

/** Changes whenever a file of these folders does, as far as the file system tells. */
export function fingerprint(folders: readonly string[]): string {
  const files = folders.flatMap((folder) => filesOf(folder, [], true));
  return files.map((file) => `${file} ${stampOf(file)}`).join('\n');
}

function stampOf(file: string): string {
  try {
    const { ino, size, mtimeNs, ctimeNs } = statSync(file, { bigint: true });
    return `${ino} ${size} ${mtimeNs} ${ctimeNs}`; // the last of them also changes with the file's owner and mode
  } catch {
    return 'absent';
  }
}

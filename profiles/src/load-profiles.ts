import { readdirSync, type Stats } from 'node:fs';
import { basename, join, resolve } from 'node:path';
import type { ProfileFault } from '@drover/protocol';
import type { z } from 'zod';
import { Profile } from './profile.ts';
import { type Complaint, readYamlFile, type YamlPath } from './yaml-file.ts';

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
  try {
    const yaml = readYamlFile(file, (stats) => ownerFault(file, stats));
    if ('complaints' in yaml) return { complaints: yaml.complaints };
    const parsed = Profile.safeParse(yaml.value);
    if (parsed.success) return { profile: parsed.data, complaints: [] };
    return { complaints: parsed.error.issues.map((issue) => toComplaint(issue, yaml.lineOf)) };
  } catch (error) {
    return { complaints: [{ line: null, message: `cannot be read: ${messageOf(error)}` }] };
  }
}

/** Who can write a profile can run programs as this user. What came with Drover is as safe as the code beside it. */
function ownerFault(file: string, stats: Stats): string | null {
  if (resolve(file, '..') === SHIPPED_PROFILES) return null;
  if (stats.mode & 0o022) return `can be written by others; run: chmod go-w ${basename(file)}`;
  if (stats.uid === 0 || stats.uid === process.getuid?.()) return null;
  return 'belongs to another user; it must belong to you or to root';
}

function toComplaint(issue: z.core.$ZodIssue, lineOf: (path: YamlPath) => number | null): Complaint {
  const path = issue.path.map((step) => (typeof step === 'symbol' ? String(step) : step));
  const at = issue.code === 'unrecognized_keys' ? [...path, issue.keys[0] ?? ''] : path;
  return {
    line: lineOf(at),
    message: path.length > 0 ? `${path.join('.')}: ${issue.message}` : issue.message,
  };
}

function toFault(file: string, { line, message }: Complaint): ProfileFault {
  const place = line === null ? basename(file) : `${basename(file)}:${line}`;
  return { file, message: `${place}: ${message}`.slice(0, 2_000) };
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error));

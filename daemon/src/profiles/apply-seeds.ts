import { randomBytes } from 'node:crypto';
import {
  constants,
  lstatSync,
  mkdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join, sep } from 'node:path';
import { addAbsent, hasTopLevelKey } from './json-file.ts';
import type { PlannedSeed } from './seed-plan.ts';

/** A settings file larger than this is not one that a person wants us to touch. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;

/** The tool may write its file at the same moment; then we look again. */
const MAX_ATTEMPTS = 5;

/**
 * Adds first-run entries to the settings files of an agent tool. Answers one sentence for each file that was left
 * as it is because it could not be changed safely. That is no reason to refuse the session: the tool then asks
 * its first-run questions in the terminal, where the person can answer them.
 */
export function applySeeds(seeds: readonly PlannedSeed[]): string[] {
  return seeds.flatMap((seed) => {
    try {
      applySeed(seed);
      return [];
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      return [`${seed.file} was left as it is: ${reason}`];
    }
  });
}

function applySeed(seed: PlannedSeed): void {
  const file = resolveInside(seed.file, seed.roots);
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) {
    const before = fingerprint(file);
    const text = before === null ? '' : readNoLink(file);
    if (seed.unlessKey !== null && hasTopLevelKey(text, seed.unlessKey)) return;
    const seeded = addAbsent(text, seed.add);
    if (seeded === text || replaceUnlessChanged(file, seeded, before)) return;
  }
  throw new Error('another program keeps changing it');
}

/** The real path of a file that may not exist yet. Throws when it lies outside of all `roots`. */
function resolveInside(file: string, roots: readonly string[]): string {
  const real = resolveReal(file);
  const inside = roots.some((root) => real.startsWith(withSlash(resolveReal(root))));
  if (!inside) throw new Error(`it leads to ${real}, which is outside of the home directory`);
  return real;
}

function resolveReal(path: string): string {
  const there = lstatSync(path, { throwIfNoEntry: false });
  if (there) return realpathSync(path);
  return join(resolveReal(dirname(path)), basename(path));
}

/** Throws when a link has been put into the place of the file since its real path was looked up. */
const readNoLink = (file: string): string =>
  readFileSync(file, { encoding: 'utf8', flag: constants.O_RDONLY | constants.O_NOFOLLOW });

const withSlash = (path: string): string => (path.endsWith(sep) ? path : path + sep);

/** Changes whenever the content does; null when there is no file. */
function fingerprint(file: string): string | null {
  const stats = lstatSync(file, { bigint: true, throwIfNoEntry: false });
  if (!stats) return null;
  if (!stats.isFile()) throw new Error('it is not a file');
  if (stats.size > MAX_FILE_BYTES) throw new Error(`it is larger than ${MAX_FILE_BYTES / 1024 / 1024} MiB`);
  return `${stats.ino} ${stats.size} ${stats.mtimeNs}`;
}

/** Replaces the file in one step, readable by its owner only. False when it was changed meanwhile. */
function replaceUnlessChanged(file: string, text: string, before: string | null): boolean {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    writeFileSync(draft, text, { flag: 'wx', mode: 0o600, flush: true });
    if (fingerprint(file) !== before) return false;
    renameSync(draft, file);
    return true;
  } finally {
    rmSync(draft, { force: true });
  }
}

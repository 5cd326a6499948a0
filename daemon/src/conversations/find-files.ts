import type { Dirent } from 'node:fs';
import { lstat, readdir, realpath } from 'node:fs/promises';
import { join } from 'node:path';

/** What is listed of one folder or of one tool; what a person has said in years is far less. */
const MAX_ENTRIES = 50_000;

/** Part of a file name: what a `ConversationId` may be. */
const ANY_ID = '[A-Za-z0-9][A-Za-z0-9._-]*?';

/** Files whose age is asked for at once. */
const AT_ONCE = 32;

export type FoundFile = {
  path: string;
  size: number;
  modifiedAt: number;
  /** The part of its path that is the conversation's id. */
  id: string | undefined;
};

/** Folders and files whose names fit a part of a pattern. */
type Step = { paths: Candidate[]; left: number };
type Candidate = { path: string; id: string | undefined };

/**
 * The plain files below `folder` that fit the pattern, newest first. Below the folder no link is followed. With `id`,
 * only those that have it in their path.
 */
export async function findFiles(folder: string, pattern: string, id?: string): Promise<FoundFile[]> {
  const root = await realpath(folder).catch(() => undefined);
  if (!root) return [];
  const idSource = id === undefined ? ANY_ID : RegExp.escape(id);
  const parts = pattern.split('/');
  let step: Step = { paths: [{ path: root, id: undefined }], left: MAX_ENTRIES };
  for (const [index, part] of parts.entries()) {
    step = await descend(step, matcher(part, idSource), index === parts.length - 1);
  }
  const files = await inGroups(step.paths, ageOf);
  return files.filter((file) => file !== undefined).sort((a, b) => b.modifiedAt - a.modifiedAt);
}

async function descend({ paths, left }: Step, fitting: RegExp, isLast: boolean): Promise<Step> {
  const next: Step = { paths: [], left };
  for (const { path, id } of paths) {
    for (const entry of await entriesOf(path)) {
      if (next.left-- <= 0) return next;
      const match = fitting.exec(entry.name);
      const isWanted = isLast ? entry.isFile() : entry.isDirectory();
      if (match && isWanted) next.paths.push({ path: join(path, entry.name), id: match.groups?.id ?? id });
    }
  }
  return next;
}

const entriesOf = (path: string): Promise<Dirent[]> => readdir(path, { withFileTypes: true }).catch(() => []);

function matcher(part: string, id: string): RegExp {
  const source = part
    .split(/(\*|\{id\})/)
    .map((piece) => {
      if (piece === '*') return '[^]*?';
      return piece === '{id}' ? `(?<id>${id})` : RegExp.escape(piece);
    })
    .join('');
  return new RegExp(`^${source}$`);
}

async function ageOf({ path, id }: Candidate): Promise<FoundFile | undefined> {
  const stats = await lstat(path).catch(() => undefined);
  return stats?.isFile() ? { path, size: stats.size, modifiedAt: stats.mtimeMs, id } : undefined;
}

async function inGroups<T, R>(items: readonly T[], work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  for (let start = 0; start < items.length; start += AT_ONCE) {
    results.push(...(await Promise.all(items.slice(start, start + AT_ONCE).map(work))));
  }
  return results;
}

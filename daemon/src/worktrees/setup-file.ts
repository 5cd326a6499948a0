import { createHash } from 'node:crypto';
import { constants, type Stats } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { placed, readCheckedFiles, section, text } from '@drover/profiles';
import { DroverError, displayText, type ProjectSetup } from '@drover/protocol';
import { z } from 'zod';
import { repositoryRoot } from '../git/index.ts';

export const SETUP_FILE = '.drover.yaml';

const MAX_BYTES = 64 * 1024;
const MAX_LINES = 64;

/** What a person reads must be what is run: no line breaks, and nothing that hides or turns text. */
const oneLine = (example: string, maxLength: number) =>
  text(example)
    .min(1, 'must not be empty')
    .max(maxLength, `must be at most ${maxLength} characters`)
    .refine((line) => displayText(line, maxLength) === line, 'must be one line without control characters');

/** A path below the project's root, in which `*`, `?` and `**` stand for other characters, as in `.gitignore`. */
const CopyPattern = oneLine('".env"', 1_024).refine(
  (pattern) =>
    !pattern.startsWith('/') &&
    !pattern.startsWith('~') &&
    pattern.split('/').every((name) => name !== '..' && name.toLowerCase() !== '.git'),
  'must be a path below the project, such as ".env" or "config/*.local"',
);

const listOf = <T extends z.ZodType>(item: T, words: string) =>
  z
    .array(item, `must be a list of ${words}`)
    .max(MAX_LINES, `must be at most ${MAX_LINES} ${words}`)
    .default([]);

const SetupFile = section({
  worktree: section({
    copy: listOf(CopyPattern, 'paths'),
    run: listOf(oneLine('"pnpm install --offline"', 2_000), 'command lines'),
  }),
});

export type FoundSetup = { setup: ProjectSetup | null; setupFault: string | null };

/** Of the repository that a directory lies in; none where there is no repository, and so no worktree. */
export async function projectSetup(directory: string): Promise<FoundSetup> {
  const root = await repositoryRoot(directory).catch(() => null);
  return root === null ? { setup: null, setupFault: null } : readSetup(root);
}

/** What the `.drover.yaml` of a checkout asks for, or why it cannot be used. `root`: of the checkout. */
export async function readSetup(root: string): Promise<FoundSetup> {
  const file = join(root, SETUP_FILE);
  const read = await look(file);
  if ('fault' in read) return { setup: null, setupFault: read.fault };
  if (read.stats === null) return { setup: null, setupFault: null };
  const { stats: before } = read;
  const checked = readCheckedFiles([file], SetupFile, (_, stats) => changeFault(before, stats));
  if ('complaints' in checked) {
    return { setup: null, setupFault: displayText(checked.complaints.map(placed).join('; '), 2_000) };
  }
  const { worktree } = checked.value;
  return { setup: { hash: hashOf(worktree), ...worktree }, setupFault: null };
}

/** Of what was read and not of the file, which somebody may write meanwhile: what is agreed to is what is run. */
const hashOf = ({ copy, run }: Pick<ProjectSetup, 'copy' | 'run'>): string =>
  createHash('sha256').update(JSON.stringify({ copy, run })).digest('hex');

/** What was found to be a plain file must be what is read. */
function changeFault(before: Stats, now: Stats): string | null {
  const isSame = before.ino === now.ino && before.mtimeMs === now.mtimeMs && before.size === now.size;
  return isSame ? null : 'was changed while it was read; look again';
}

/** What somebody has agreed to. Throws `setup_changed` when the file is another by now. */
export async function agreedSetup(root: string, hash: string | null): Promise<ProjectSetup | null> {
  if (hash === null) return null;
  const { setup } = await readSetup(root);
  if (setup?.hash === hash) return setup;
  throw new DroverError(
    'setup_changed',
    `The project's ${SETUP_FILE} is another than the one that was agreed to; read it again.`,
  );
}

/** Null for none. A link is not followed: it could lead out of the project. */
async function look(file: string): Promise<{ stats: Stats | null } | { fault: string }> {
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  try {
    await using handle = await open(file, flags);
    const stats = await handle.stat();
    if (!stats.isFile()) return { fault: `${SETUP_FILE} is not a file` };
    if (stats.size > MAX_BYTES) return { fault: `${SETUP_FILE} is larger than ${MAX_BYTES / 1024} kB` };
    return { stats };
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return { stats: null };
    const isLink = code === 'ELOOP';
    return {
      fault: `${SETUP_FILE} ${isLink ? 'is a link; it must be the file itself' : `cannot be read: ${code}`}`,
    };
  }
}

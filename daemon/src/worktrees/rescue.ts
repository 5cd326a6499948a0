import { BranchName, DroverError, Rescue } from '@drover/protocol';
import { z } from 'zod';
import { git } from '../git/index.ts';
import { COMMIT_ID } from './operation.ts';

const CommitId = z.string().regex(COMMIT_ID);
/** Each character stands for a byte. */
const Path = z.string().min(1).max(8_192);

/**
 * What a rescue's commit says in its message, beside the files in its tree. The tree is the working tree as it was; the
 * first parent is the head. Its own format: later versions read it.
 */
export const RescueNote = z.object({
  version: z.literal(1),
  branch: z.string().max(255).nullable(),
  /** The worktree's folder, which its conversations know it by. */
  folder: z.string().max(255),
  changedFiles: z.int().nonnegative(),
  /** Of those before there was such a count, they are among the changed ones. */
  ignoredFiles: z.int().nonnegative().default(0),
  head: CommitId,
  /** A commit whose tree is the index. */
  index: CommitId,
  /** A commit with the versions of files in conflict, in folders 1, 2 and 3; null without conflicts. */
  stages: CommitId.nullable(),
  intended: z.array(Path),
  /** Of files with other permissions than git keeps. */
  modes: z.record(Path, z.int().min(0).max(0o777)),
  /** Of git's folder, by name. */
  operation: z.record(z.string(), z.string()),
});
export type RescueNote = z.infer<typeof RescueNote>;

export const RESCUES = 'refs/drover/rescue/';

export type StoredRescue = { ref: string; commit: string; savedAt: number; note: RescueNote };

/** The ref for a worktree that is saved now; unlike any before it. */
export function rescueRef(branch: string | null, now: number, taken: ReadonlySet<string>): string {
  const time = new Date(now).toISOString().slice(0, 19).replaceAll(':', '').replace('T', '-');
  // What git lets a branch be called is more than a ref here may be.
  const words = BranchName.safeParse(branch).data ?? 'worktree';
  for (let number = 1; ; number++) {
    const ref = `${RESCUES}${time}-${words}${number === 1 ? '' : `-${number}`}`;
    if (!taken.has(ref)) return ref;
  }
}

const FORMAT = '%(refname)%00%(objectname)%00%(committerdate:unix)%00%(contents:body)%00';

/** Those of a repository, the newest first. Refs of that name which nobody here has written are passed over. */
export async function rescuesOf(directory: string): Promise<StoredRescue[]> {
  const args = ['for-each-ref', '--sort=-committerdate', `--format=${FORMAT}`, RESCUES];
  const fields = (await git(directory, args)).stdout.toString().split('\0');
  const rescues: StoredRescue[] = [];
  for (let at = 0; at + 3 < fields.length; at += 4) {
    const [ref = '', commit = '', seconds = '', body = ''] = fields.slice(at, at + 4);
    const note = noteIn(body);
    if (note) rescues.push({ ref: ref.trim(), commit, savedAt: Number(seconds) * 1_000, note });
  }
  return rescues;
}

/** Throws `not_found`. */
export async function rescueAt(directory: string, ref: string): Promise<StoredRescue> {
  const found = (await rescuesOf(directory)).find((rescue) => rescue.ref === ref);
  if (found) return found;
  throw new DroverError('not_found', 'There is no such saved worktree in this project.');
}

/** Lets go of one that nobody needs any more. */
export async function dropRescue(directory: string, { ref, commit }: StoredRescue): Promise<void> {
  await git(directory, ['update-ref', '-d', '--no-deref', ref, commit]);
}

export function asRescue(project: string, { ref, savedAt, note }: StoredRescue): Rescue {
  const { branch, changedFiles, ignoredFiles } = note;
  return { project, ref, branch, savedAt, changedFiles, ignoredFiles };
}

export const isTold = ({ ref }: StoredRescue): boolean => Rescue.shape.ref.safeParse(ref).success;

function noteIn(body: string): RescueNote | undefined {
  try {
    return RescueNote.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

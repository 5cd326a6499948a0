import { z } from 'zod';

/** A branch as one may name it here; stricter than git, so that it is no option, range, path or ref of another kind. */
export const BranchName = z
  .string()
  .regex(
    /^(?!.*(?:\.\.|\/\/|\.lock(?:\/|$)|\/\.|[./]$))[A-Za-z0-9][A-Za-z0-9._/-]{0,99}$/,
    'must be a branch such as "mend-the-fence": letters, digits, ".", "_", "-" and "/", at most 100',
  );
export type BranchName = z.infer<typeof BranchName>;

/** A commit to begin from: a branch, also a remote one, a tag, or a commit id. */
export const Revision = z
  .string()
  .regex(
    /^(?!.*(?:\.\.|\/\/|@\{))[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/,
    'must be a branch, tag or commit such as "main" or "origin/main"',
  );
export type Revision = z.infer<typeof Revision>;

const Count = z.int().nonnegative();

/** How a working tree stands. */
export const GitStatus = z.strictObject({
  /** Null when its head is detached. */
  branch: z.string().max(255).nullable(),
  /** Commit id of the head; null before the first commit. */
  head: z.string().max(64).nullable(),
  /** The branch that this one follows, such as `origin/main`. */
  upstream: z.string().max(255).nullable(),
  /** Commits that the upstream lacks, and that it has beyond ours; null without an upstream. */
  ahead: Count.nullable(),
  behind: Count.nullable(),
  /** Files that differ from the head, those that git does not know yet among them. */
  changedFiles: Count,
});
export type GitStatus = z.infer<typeof GitStatus>;

export const FileChange = z.strictObject({
  path: z.string().max(4_096),
  /** What it was called before, if it was renamed. */
  from: z.string().max(4_096).nullable(),
  kind: z.enum(['added', 'modified', 'deleted', 'renamed']),
  /** Lines; null for what is no text. */
  additions: Count.nullable(),
  deletions: Count.nullable(),
});
export type FileChange = z.infer<typeof FileChange>;

/** What a session has changed: all between the commit it began from and its working tree as it is, or was at its end. */
export const Changes = z.strictObject({
  /** The commit that they are compared with; null for the empty tree. */
  base: z.string().max(64).nullable(),
  git: GitStatus,
  /** Commits made since `base`, newest first. */
  commits: z.array(z.strictObject({ id: z.string().max(64), subject: z.string().max(500) })).max(200),
  files: z.array(FileChange).max(2_000),
  /** A unified diff, as of `git diff`; new files are in it. */
  patch: z.string().max(1_048_576),
  /** Whether there was more than fits: of files or patch. */
  truncated: z.boolean(),
  /** When it was looked at; milliseconds since 1970. */
  at: z.number().nonnegative(),
});
export type Changes = z.infer<typeof Changes>;

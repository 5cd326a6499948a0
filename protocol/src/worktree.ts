import { z } from 'zod';
import { BranchName, GitStatus, Revision } from './git.ts';
import { SessionId, Timestamp } from './ids.ts';
import { HostPath } from './path.ts';

/** SHA-256 of what a project's `.drover.yaml` asks for, in hexadecimal: what a person has read and agreed to. */
export const SetupHash = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be the hash of the set-up, as it was shown');

/** Where a session runs: in the project's own directory, in a new worktree of it, or in one that is there. */
export const WorktreeChoice = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('none') }),
  z.strictObject({
    kind: z.literal('new'),
    /** Null for a name made from the task. */
    branch: BranchName.nullable(),
    /** Null for what the project has checked out. */
    base: Revision.nullable(),
    /** The set-up to run first; null for none. */
    setup: SetupHash.nullable(),
  }),
  z.strictObject({ kind: z.literal('existing'), path: HostPath }),
]);
export type WorktreeChoice = z.infer<typeof WorktreeChoice>;

/** The worktree in which a session runs. */
export const SessionWorktree = z.strictObject({
  path: HostPath,
  /** Its branch when the session began. */
  branch: z.string().max(255).nullable(),
});
export type SessionWorktree = z.infer<typeof SessionWorktree>;

const Count = z.int().nonnegative();

/** A worktree of a project, made by Drover or by hand; the project's own checkout is none. */
export const Worktree = z.strictObject({
  path: HostPath,
  /** The project's own checkout. */
  project: HostPath,
  branch: z.string().max(255).nullable(),
  /** Whether Drover made it, and so may remove it. */
  ours: z.boolean(),
  /** Null when its folder is gone. */
  git: GitStatus.nullable(),
  /** Files that git ignores and that nothing else has, such as `.env`; not counted in those that Drover did not make. */
  ignoredFiles: Count,
  /** Commits that no other branch, no tag and no remote has. */
  unmerged: Count,
  /** Of its files; null when nobody has counted yet. */
  bytes: Count.nullable(),
  /** Sessions that run in it now. */
  usedBy: z.array(SessionId).max(200),
  /** Why git keeps it from being removed, if somebody locked it. */
  locked: z.string().max(500).nullable(),
  createdAt: Timestamp.nullable(),
});
export type Worktree = z.infer<typeof Worktree>;

/** The state of a worktree that was removed, kept under a ref of its repository. */
export const Rescue = z.strictObject({
  project: HostPath,
  /** `refs/drover/rescue/…` */
  ref: z.string().regex(/^refs\/drover\/rescue\/[A-Za-z0-9][A-Za-z0-9._/-]{0,199}$/),
  branch: z.string().max(255).nullable(),
  savedAt: Timestamp,
  /** Files that were changed and not committed. */
  changedFiles: Count,
  /** Files that git ignores and that nothing else had. */
  ignoredFiles: Count,
});
export type Rescue = z.infer<typeof Rescue>;

export const WorktreeList = z.strictObject({
  worktrees: z.array(Worktree).max(2_000),
  rescues: z.array(Rescue).max(2_000),
  truncated: z.boolean(),
});
export type WorktreeList = z.infer<typeof WorktreeList>;

/**
 * How a worktree is removed: only when nothing would be lost; after its state was saved under a ref; or with all that is
 * in it, for which its branch must be typed.
 */
export const RemoveWorktree = z.strictObject({
  path: HostPath,
  how: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('if_clean') }),
    z.strictObject({ kind: z.literal('save') }),
    z.strictObject({ kind: z.literal('discard'), typed: z.string().max(255) }),
  ]),
});
export type RemoveWorktree = z.infer<typeof RemoveWorktree>;

export const RemovedWorktree = z.strictObject({ rescue: Rescue.nullable() });
export type RemovedWorktree = z.infer<typeof RemovedWorktree>;

export const RestoreWorktree = z.strictObject({ project: HostPath, ref: Rescue.shape.ref });
export type RestoreWorktree = z.infer<typeof RestoreWorktree>;

/** Where it is again. */
export const RestoredWorktree = z.strictObject({ path: HostPath, branch: z.string().max(255).nullable() });
export type RestoredWorktree = z.infer<typeof RestoredWorktree>;

/** What a project's `.drover.yaml` asks for in each new worktree. Nothing of it is done before a person has agreed. */
export const ProjectSetup = z.strictObject({
  hash: SetupHash,
  /** Files that git ignores, copied from the project's own checkout. */
  copy: z.array(z.string().max(1_024)).max(64),
  /** Command lines, run in the session's terminal before its program. */
  run: z.array(z.string().max(2_000)).max(64),
});
export type ProjectSetup = z.infer<typeof ProjectSetup>;

/** What one needs to know of a project before a session is started there. */
export const ProjectDetails = z.strictObject({
  path: HostPath,
  /** Null when it is no repository. */
  git: GitStatus.nullable(),
  /** Branches and remote branches to begin from, the last used first. */
  branches: z.array(z.string().max(255)).max(500),
  setup: ProjectSetup.nullable(),
  /** Why its `.drover.yaml` cannot be used. */
  setupFault: z.string().max(2_000).nullable(),
});
export type ProjectDetails = z.infer<typeof ProjectDetails>;

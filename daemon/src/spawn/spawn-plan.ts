import type { SpawnRequest } from '@drover/protocol';
import type { LaunchPlan } from '../profiles/index.ts';
import type { SessionRecord } from '../sessions/session-dir.ts';

/** A session that can be started. Of all that it needs, only a new worktree has been made. */
export type SpawnPlan = {
  launch: Pick<LaunchPlan, 'argv' | 'env' | 'cwd'>;
  /** What its record keeps. */
  kept: Pick<
    SessionRecord,
    | 'projectDir'
    | 'directory'
    | 'worktree'
    | 'parentId'
    | 'model'
    | 'conversationId'
    | 'notice'
    | 'baseCommit'
    | 'signalsToken'
  >;
  /** Writes what its program shall find, once the session has a folder. */
  prepare: () => Promise<void>;
  /** Takes back what was made for it; it was not started. */
  undo: () => Promise<void>;
};

/** Turns a wish into a plan, or refuses it with a `DroverError`. */
export type PlanSpawn = (request: SpawnRequest) => Promise<SpawnPlan>;

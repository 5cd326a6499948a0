import { DroverError, type SessionWorktree, type SpawnRequest, type WorktreeChoice } from '@drover/protocol';
import type { Session } from '../sessions/session.ts';

/** Where a session runs. */
export type Workplace = {
  /** The project's own checkout or directory. */
  project: string;
  worktree: SessionWorktree | null;
  directory: string;
  /** The beginning of a command line that does what must be done there first, in the session's terminal. */
  prefix: readonly string[];
  /** Takes away what was made for it, as long as nothing has run there. */
  undo: () => Promise<void>;
};

type NewWorktree = Omit<Extract<WorktreeChoice, { kind: 'new' }>, 'kind'>;

export type WorktreeWish = NewWorktree & Pick<SpawnRequest, 'sessionId' | 'task'> & { project: string };

export type WorkplaceParts = {
  /** Throws what `resolveProjectDir` throws. */
  resolveProject: (path: string) => Promise<string>;
  worktrees: {
    create(wish: WorktreeWish): Promise<Workplace>;
    use(project: string, path: string, sessionId: string): Promise<Workplace>;
  };
  /** Throws `no_session`. */
  findSession: (sessionId: string) => Pick<Session, 'directory' | 'record'>;
};

/** Finds or makes the place of a session. It never is another one than was asked for. */
export async function workplaceOf(request: SpawnRequest, parts: WorkplaceParts): Promise<Workplace> {
  const { worktree, parentId } = request;
  if (parentId !== null) return besideParent(request, parts.findSession(parentId));
  const project = await parts.resolveProject(request.projectDir);
  switch (worktree.kind) {
    case 'none':
      return { project, directory: project, worktree: null, prefix: [], undo: async () => {} };
    case 'new': {
      const { branch, base, setup } = worktree;
      const { sessionId, task } = request;
      return parts.worktrees.create({ project, branch, base, setup, sessionId, task });
    }
    case 'existing':
      return parts.worktrees.use(project, worktree.path, request.sessionId);
  }
}

function besideParent({ worktree }: SpawnRequest, parent: Pick<Session, 'directory' | 'record'>): Workplace {
  if (worktree.kind !== 'none') {
    throw new DroverError('invalid_body', 'A companion runs where its session does; leave the worktree out.');
  }
  const { projectDir, worktree: shared } = parent.record;
  return {
    project: projectDir,
    directory: parent.directory,
    worktree: shared,
    prefix: [],
    undo: async () => {},
  };
}

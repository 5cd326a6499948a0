import { DroverError, type SessionId } from '@drover/protocol';
import { isInside } from './safe-folders.ts';

export type SessionUses = {
  /** Sessions that run, companions among them, and where. */
  running: () => readonly { sessionId: SessionId; directory: string }[];
  /** Whether a session is being started, and not among those that run yet. */
  isStarting: (sessionId: SessionId) => boolean;
};

/** Who works in which worktree. */
export class Uses {
  readonly #sessions: SessionUses;
  /** Of sessions that are being started. */
  readonly #claims = new Map<SessionId, string>();

  constructor(sessions: SessionUses) {
    this.#sessions = sessions;
  }

  /** For a session that is being started; the claim ends when it runs, or does not. */
  claim(sessionId: SessionId, path: string): void {
    this.#claims.set(sessionId, path);
  }

  of(path: string): SessionId[] {
    for (const sessionId of this.#claims.keys()) {
      if (!this.#sessions.isStarting(sessionId)) this.#claims.delete(sessionId);
    }
    const starting = [...this.#claims]
      .filter(([, claimed]) => claimed === path)
      .map(([sessionId]) => sessionId);
    const running = this.#sessions
      .running()
      .filter(({ directory }) => isInside(path, directory))
      .map(({ sessionId }) => sessionId);
    return [...new Set([...running, ...starting])];
  }

  /** Throws `worktree_in_use`. */
  expectNone(path: string): void {
    const { length } = this.of(path);
    if (length === 0) return;
    const who = length === 1 ? 'A session runs' : `${length} sessions run`;
    throw new DroverError(
      'worktree_in_use',
      `${who} in this worktree; stop it first. What it changed stays.`,
    );
  }
}

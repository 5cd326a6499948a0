import type { ProcessUse, SessionId } from '@drover/protocol';
import type { HubConnection } from './hub-connection.ts';
import { Listeners } from './listeners.ts';

/** What the processes of each session used when that was last told. Kept apart from the fleet: it changes all the time. */
export class ProcessStore {
  readonly #uses = new Map<SessionId, ProcessUse>();
  readonly #changed = new Map<SessionId, Listeners<[]>>();

  get(sessionId: SessionId): ProcessUse | undefined {
    return this.#uses.get(sessionId);
  }

  subscribe(sessionId: SessionId, listener: () => void): () => void {
    const listeners = this.#changed.get(sessionId) ?? new Listeners<[]>();
    this.#changed.set(sessionId, listeners);
    return listeners.add(listener);
  }

  set(use: ProcessUse): void {
    const before = this.#uses.get(use.sessionId);
    if (before && isSame(before, use)) return;
    this.#uses.set(use.sessionId, use);
    this.#changed.get(use.sessionId)?.tell();
  }

  remove(sessionId: SessionId): void {
    if (this.#uses.delete(sessionId)) this.#changed.get(sessionId)?.tell();
  }

  /** Follows what `connection` tells; returns how to stop. */
  follow(connection: HubConnection): () => void {
    const stops = [
      connection.on('processes', (uses) => {
        for (const use of uses) this.set(use);
      }),
      connection.on('session-gone', ({ sessionId }) => this.remove(sessionId)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }
}

const isSame = (a: ProcessUse, b: ProcessUse): boolean =>
  a.cpu === b.cpu && a.memoryBytes === b.memoryBytes && a.processes === b.processes;

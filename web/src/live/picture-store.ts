import type { Picture, SessionId } from '@drover/protocol';
import type { HubConnection } from './hub-connection.ts';
import { Listeners } from './listeners.ts';

/** The latest picture of each session. Kept apart from the fleet because it changes far more often. */
export class PictureStore {
  readonly #pictures = new Map<SessionId, Picture>();
  readonly #changed = new Map<SessionId, Listeners<[]>>();

  get(sessionId: SessionId): Picture | undefined {
    return this.#pictures.get(sessionId);
  }

  subscribe(sessionId: SessionId, listener: () => void): () => void {
    const listeners = this.#changed.get(sessionId) ?? new Listeners<[]>();
    this.#changed.set(sessionId, listeners);
    return listeners.add(listener);
  }

  set(picture: Picture): void {
    this.#pictures.set(picture.sessionId, picture);
    this.#changed.get(picture.sessionId)?.tell();
  }

  /** Follows what `connection` tells; returns how to stop. */
  follow(connection: HubConnection): () => void {
    const stops = [
      connection.on('pictures', (pictures) => {
        for (const picture of pictures) this.set(picture);
      }),
      connection.on('session-gone', ({ sessionId }) => this.#pictures.delete(sessionId)),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }
}

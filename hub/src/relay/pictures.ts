import { DroverError, type HostId, type Picture, type SessionId } from '@drover/protocol';
import type { Daemons } from './daemons.ts';
import type { Viewer } from './ports.ts';

/** Small pictures of screens: asked of the daemons while any page shows them, and passed on to those pages. */
export class Pictures {
  readonly #daemons: Daemons;
  readonly #ownerOf: (sessionId: SessionId) => HostId;
  readonly #viewers = new Set<Viewer>();

  constructor(daemons: Daemons, ownerOf: (sessionId: SessionId) => HostId) {
    this.#daemons = daemons;
    this.#ownerOf = ownerOf;
  }

  get isWanted(): boolean {
    return this.#viewers.size > 0;
  }

  /** Daemons tell only what changes. Asked again, they tell all: a page that has just come has none yet. */
  want(viewer: Viewer, wanted: boolean): void {
    if (wanted) this.#viewers.add(viewer);
    else if (!this.#viewers.delete(viewer) || this.isWanted) return;
    for (const daemon of this.#daemons.all()) daemon.tell('pictures', { wanted });
  }

  /** Throws `forbidden_session` when one of them shows another host's session. */
  told(hostId: HostId, pictures: Picture[]): void {
    if (pictures.some(({ sessionId }) => this.#ownerOf(sessionId) !== hostId)) {
      throw new DroverError('forbidden_session', 'This picture shows a session of another host.');
    }
    for (const viewer of this.#viewers) viewer.pictures(pictures);
  }
}

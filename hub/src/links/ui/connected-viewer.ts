import { FRAME_EVENT, type Picture, type Role, type SessionId, type User } from '@drover/protocol';
import type { ToUi, Viewer } from '../../relay/ports.ts';
import type { ServerSocket } from '../socket-server.ts';

/** How soon a page that was not ready for pictures is tried again. */
const RETRY_MS = 100;

/** A page behind its socket. */
export class ConnectedViewer implements Viewer {
  readonly viewerId: string;
  readonly name: string;
  readonly role: Role;
  readonly #socket: ServerSocket;
  readonly #pictures = new Map<SessionId, Picture>();
  #retry: NodeJS.Timeout | undefined;

  constructor({ name, role }: User, socket: ServerSocket) {
    this.viewerId = socket.id;
    this.name = name;
    this.role = role;
    this.#socket = socket;
  }

  tell<E extends keyof ToUi>(event: E, payload: ToUi[E]): void {
    this.#socket.emit(event, payload);
  }

  frame(frame: Uint8Array): void {
    this.#socket.emit(FRAME_EVENT, frame);
  }

  /** A page that reads slowly gets the last picture of each session when it is ready again. */
  pictures(pictures: ToUi['pictures']): void {
    for (const picture of pictures) this.#pictures.set(picture.sessionId, picture);
    this.#sendPictures();
  }

  #sendPictures(): void {
    clearTimeout(this.#retry);
    if (this.#pictures.size === 0 || !this.#socket.connected) return;
    if (!this.#socket.conn.transport.writable) {
      this.#retry = setTimeout(() => this.#sendPictures(), RETRY_MS);
      return;
    }
    this.tell('pictures', [...this.#pictures.values()]);
    this.#pictures.clear();
  }
}

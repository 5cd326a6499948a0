import { FRAME_EVENT } from '@drover/protocol';
import type { ToUi, Viewer } from '../../relay/ports.ts';
import type { ServerSocket } from '../socket-server.ts';

/** A page behind its socket. */
export class ConnectedViewer implements Viewer {
  readonly viewerId: string;
  readonly name: string;
  readonly #socket: ServerSocket;

  constructor(name: string, socket: ServerSocket) {
    this.viewerId = socket.id;
    this.name = name;
    this.#socket = socket;
  }

  tell<E extends keyof ToUi>(event: E, payload: ToUi[E]): void {
    this.#socket.emit(event, payload);
  }

  frame(frame: Uint8Array): void {
    this.#socket.emit(FRAME_EVENT, frame);
  }

  pictures(pictures: ToUi['pictures']): void {
    this.#socket.volatile.emit('pictures', pictures);
  }
}

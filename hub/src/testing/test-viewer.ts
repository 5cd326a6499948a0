import { randomUUID } from 'node:crypto';
import {
  type Answer,
  type AttachId,
  decodeStreamFrame,
  encodeInputFrame,
  FRAME_EVENT,
  PROTOCOL_VERSION,
  type SessionId,
  type StreamFrame,
  UI_NAMESPACE,
  type UiAuth,
} from '@drover/protocol';
import { ClientSocket } from './client-socket.ts';

/** What our own page says of itself. */
export const PAGE: UiAuth = { protocol: PROTOCOL_VERSION };

/** A page of the dashboard, without a screen. */
export class TestViewer {
  readonly socket: ClientSocket;

  private constructor(socket: ClientSocket) {
    this.socket = socket;
  }

  static async connect(url: string, cookie: string): Promise<TestViewer> {
    const headers = { origin: url, cookie };
    return new TestViewer(await ClientSocket.connect(url, UI_NAMESPACE, { headers, auth: PAGE }));
  }

  static async connectWith(url: string, token: string): Promise<TestViewer> {
    return new TestViewer(await ClientSocket.connect(url, UI_NAMESPACE, { auth: { ...PAGE, token } }));
  }

  attach(sessionId: SessionId, attachId: AttachId = randomUUID()): Promise<Answer<unknown>> {
    return this.socket.ask('attach', { attachId, sessionId, size: { cols: 80, rows: 24 }, from: null });
  }

  /** The next message of this name. */
  take<T>(event: string, fits?: (payload: T) => boolean): Promise<T> {
    return this.socket.inbox.take(event, fits);
  }

  async frame(): Promise<StreamFrame> {
    return decodeStreamFrame(await this.take<Uint8Array>(FRAME_EVENT));
  }

  type(attachId: AttachId, text: string, { seq = 0, sentAt = Date.now() } = {}): void {
    const bytes = new TextEncoder().encode(text);
    this.socket.tell(FRAME_EVENT, encodeInputFrame({ attachId, seq, sentAt, bytes }));
  }

  close(): void {
    this.socket.close();
  }
}

import { type Answer, type Problem, socketParser } from '@drover/protocol';
import { io, type Socket } from 'socket.io-client';
import { Inbox } from './inbox.ts';

type Options = { auth?: Record<string, unknown>; headers?: Record<string, string> };

/** A refusal of the handshake; `problem` is null when the upgrade itself was refused. */
export class Refused extends Error {
  readonly problem: Problem | null;

  constructor(message: string, problem: Problem | null) {
    super(message);
    this.problem = problem;
  }
}

/** A Socket.IO client that keeps all it receives. */
export class ClientSocket {
  readonly inbox = new Inbox();
  readonly closed: Promise<void>;
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
    socket.onAny((event: string, payload: unknown) => this.inbox.add(event, payload));
    this.closed = new Promise((resolve) => socket.once('disconnect', () => resolve()));
  }

  /** Rejects with `Refused`. */
  static async connect(
    url: string,
    namespace: string,
    { auth = {}, headers = {} }: Options,
  ): Promise<ClientSocket> {
    const socket = io(url + namespace, {
      parser: socketParser,
      transports: ['websocket'],
      forceNew: true,
      reconnection: false,
      auth,
      extraHeaders: headers,
    });
    const client = new ClientSocket(socket);
    const { promise, resolve, reject } = Promise.withResolvers<ClientSocket>();
    socket.once('connect', () => resolve(client));
    socket.once('connect_error', (error: Error & { data?: Problem }) => {
      socket.disconnect();
      reject(new Refused(error.message, error.data ?? null));
    });
    return promise;
  }

  get isConnected(): boolean {
    return this.#socket.connected;
  }

  tell(event: string, ...payloads: unknown[]): void {
    this.#socket.emit(event, ...payloads);
  }

  /** Sends a WebSocket message as it is, which need not be a packet. */
  raw(message: string | Uint8Array): void {
    const { engine } = this.#socket.io as unknown as {
      engine: { write(message: string | Uint8Array): void };
    };
    engine.write(message);
  }

  /** Sends a message and waits for its answer. */
  async ask(event: string, ...payloads: unknown[]): Promise<Answer<unknown>> {
    return this.#socket.timeout(5_000).emitWithAck(event, ...payloads);
  }

  /** Answers messages of this name, at once or when the promise says; `undefined` leaves one without answer. */
  answer(event: string, reply: (payload: unknown) => unknown): void {
    this.#socket.on(event, (payload: unknown, done?: (answer: unknown) => void) => {
      const answer = reply(payload);
      if (answer instanceof Promise) answer.then(done);
      else if (answer !== undefined) done?.(answer);
    });
  }

  /** Stays connected, but neither reads nor answers any more. */
  fallSilent(): void {
    const { transport } = this.#socket.io.engine as unknown as { transport: { ws: { pause(): void } } };
    transport.ws.pause();
  }

  close(): void {
    this.#socket.disconnect();
  }
}

import { once } from 'node:events';
import { createConnection, type Socket } from 'node:net';
import { DroverError, type Size } from '@drover/protocol';
import {
  type HolderExit,
  HolderMessage,
  type HolderWelcome,
  MessageReader,
  message,
  numbers,
  readU64,
} from '../holder/wire.ts';

export type HolderEvents = {
  /** Before all others. */
  welcome: (client: HolderClient) => void;
  grew: (end: number, floor: number) => void;
  resized: (offset: number, size: Size) => void;
  exit: (exit: HolderExit) => void;
  /** Its disk takes no more output, or takes it again. */
  degraded: (isDegraded: boolean) => void;
  /** The answer to a ping. */
  pong: () => void;
  /** The connection ended; unless `exit` came before, the holder died. */
  closed: () => void;
};

/** A holder that has not said welcome by then is stopped, or not one. */
const WELCOME_DEADLINE_MS = 1_500;

/** Version of the holder's wire. */
const PING_SINCE = 2;

/** The daemon's end of a holder's socket. */
export class HolderClient {
  readonly welcome: HolderWelcome;
  readonly #socket: Socket;
  readonly #waiting = new Map<number, PromiseWithResolvers<void>>();
  #lastId = 0;

  private constructor(socket: Socket, welcome: HolderWelcome) {
    this.#socket = socket;
    this.welcome = welcome;
  }

  /** Settles after the welcome, when other events may have come too. Rejects when nobody answers at the path. */
  static async connect(path: string, events: HolderEvents): Promise<void> {
    const socket = createConnection(path);
    await once(socket, 'connect');
    socket.setTimeout(WELCOME_DEADLINE_MS, () => socket.destroy());
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    let client: HolderClient | undefined;
    const reader = new MessageReader((type, body) => {
      if (client) {
        client.#receive(type, body, events);
      } else if (type === HolderMessage.welcome) {
        client = new HolderClient(socket, JSON.parse(body.toString()));
        socket.setTimeout(0);
        events.welcome(client);
        resolve();
      }
    });
    socket.on('data', (chunk: Buffer) => reader.feed(chunk));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      reject(new Error(`the holder at ${path} closed before it said welcome`));
      if (!client) return;
      client.#refuseWaiting();
      events.closed();
    });
    return promise;
  }

  /** Settles when all bytes are written to the PTY. Rejects with `input_backpressure` or `session_ended`. */
  input(bytes: Uint8Array): Promise<void> {
    const id = ++this.#lastId;
    const waiting = Promise.withResolvers<void>();
    this.#waiting.set(id, waiting);
    this.#socket.write(message(HolderMessage.input, numbers(['u32', id]), bytes));
    return waiting.promise;
  }

  reply(bytes: Uint8Array): void {
    this.#socket.write(message(HolderMessage.reply, bytes));
  }

  resize(size: Size): void {
    this.#socket.write(message(HolderMessage.resize, numbers(['u16', size.cols], ['u16', size.rows])));
  }

  /** How far the screen has been parsed. */
  parsed(offset: number): void {
    this.#socket.write(message(HolderMessage.parsed, numbers(['u64', offset])));
  }

  /** False when it is too old to answer. */
  ping(): boolean {
    const canAnswer = this.welcome.version >= PING_SINCE;
    if (canAnswer) this.#socket.write(message(HolderMessage.ping));
    return canAnswer;
  }

  close(): void {
    this.#socket.destroy();
  }

  #receive(type: number, body: Buffer, events: HolderEvents): void {
    switch (type) {
      case HolderMessage.grew:
        events.grew(readU64(body, 0), readU64(body, 8));
        break;
      case HolderMessage.resized:
        events.resized(readU64(body, 0), { cols: body.readUInt16BE(8), rows: body.readUInt16BE(10) });
        break;
      case HolderMessage.inputDone:
        this.#take(body)?.resolve();
        break;
      case HolderMessage.inputRefused:
        this.#take(body)?.reject(backpressure());
        break;
      case HolderMessage.degraded:
        events.degraded(body[0] === 1);
        break;
      case HolderMessage.pong:
        events.pong();
        break;
      case HolderMessage.exit:
        events.exit(JSON.parse(body.toString()));
        break;
    }
  }

  #take(body: Buffer): PromiseWithResolvers<void> | undefined {
    const id = body.readUInt32BE(0);
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }

  #refuseWaiting(): void {
    for (const waiting of this.#waiting.values()) {
      waiting.reject(new DroverError('session_ended', 'The session ended before it took this input.'));
    }
    this.#waiting.clear();
  }
}

const backpressure = () =>
  new DroverError('input_backpressure', 'The program is not reading its input; what was typed was dropped.');

import { createServer, type Server, type Socket } from 'node:net';
import { HolderMessage, jsonMessage, MessageReader, message, numbers, readU64 } from './wire.ts';

export type HolderDoor = {
  welcome: () => unknown;
  /** The message that tells how far the spool has grown. */
  growth: () => Buffer;
  input: (bytes: Buffer, settled: (written: boolean) => void) => void;
  reply: (bytes: Buffer) => void;
  resize: (cols: number, rows: number) => void;
  parsed: (offset: number) => void;
  /** The last daemon went away. */
  alone: () => void;
};

/** An answer to input waits so long, to let the program's echo go first: that is what the person waits for. */
const ANSWER_AFTER_MS = 3;

/** The Unix socket of a holder. Normally one daemon is connected; while one replaces another there may be two. */
export class HolderServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #door: HolderDoor;
  #answers: (() => void)[] = [];

  constructor(door: HolderDoor) {
    this.#door = door;
    this.#server = createServer((socket) => this.#accept(socket));
  }

  async listen(path: string): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>();
    this.#server.once('error', reject);
    const umask = process.umask(0o177);
    this.#server.listen(path, resolve);
    process.umask(umask);
    await promise;
  }

  tell(bytes: Buffer): void {
    for (const socket of this.#sockets) socket.write(bytes);
  }

  /** Tells how far the spool has grown; a daemon that is not reading learns it when it reads again. */
  tellGrowth(): void {
    const bytes = this.#door.growth();
    for (const socket of this.#sockets) if (!socket.writableNeedDrain) socket.write(bytes);
  }

  /** Sends the last message and settles when it is out, or when a stuck daemon has not taken it in `patienceMs`. */
  async close(last: Buffer, patienceMs: number): Promise<void> {
    this.#server.close();
    this.#sendAnswers();
    const ended = [...this.#sockets].map(
      (socket) => new Promise<void>((resolve) => socket.end(last, resolve)),
    );
    await Promise.race([
      Promise.all(ended),
      new Promise((resolve) => setTimeout(resolve, patienceMs).unref()),
    ]);
  }

  #accept(socket: Socket): void {
    const reader = new MessageReader((type, body) => this.#receive(socket, type, body));
    this.#sockets.add(socket);
    socket.on('data', (chunk) => reader.feed(chunk));
    socket.on('drain', () => socket.write(this.#door.growth()));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => {
      this.#sockets.delete(socket);
      if (this.#sockets.size === 0) this.#door.alone();
    });
    socket.write(jsonMessage(HolderMessage.welcome, this.#door.welcome()));
  }

  #answer(socket: Socket, bytes: Buffer): void {
    if (this.#answers.length === 0) setTimeout(() => this.#sendAnswers(), ANSWER_AFTER_MS);
    this.#answers.push(() => socket.write(bytes));
  }

  #sendAnswers(): void {
    for (const send of this.#answers) send();
    this.#answers = [];
  }

  #receive(socket: Socket, type: number, body: Buffer): void {
    switch (type) {
      case HolderMessage.input: {
        const id = body.readUInt32BE(0);
        this.#door.input(Buffer.from(body.subarray(4)), (written) => {
          const kind = written ? HolderMessage.inputDone : HolderMessage.inputRefused;
          this.#answer(socket, message(kind, numbers(['u32', id])));
        });
        break;
      }
      case HolderMessage.reply:
        this.#door.reply(Buffer.from(body));
        break;
      case HolderMessage.resize:
        this.#door.resize(body.readUInt16BE(0), body.readUInt16BE(2));
        break;
      case HolderMessage.parsed:
        this.#door.parsed(readU64(body, 0));
        break;
      case HolderMessage.ping:
        socket.write(message(HolderMessage.pong));
        break;
    }
  }
}

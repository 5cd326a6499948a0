import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';

/** A TCP proxy on loopback through which a line can be made as bad as lines get. */
export class FaultProxy implements AsyncDisposable {
  readonly #target: number;
  readonly #server = createServer((client) => this.#accept(client));
  readonly #sockets = new Set<Socket>();
  #isCut = false;
  #bytesPerSecond = Number.POSITIVE_INFINITY;

  private constructor(target: number) {
    this.#target = target;
  }

  static async start(targetUrl: string): Promise<FaultProxy> {
    const proxy = new FaultProxy(Number(new URL(targetUrl).port));
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Swallows all bytes, both ways, without a word: what a cable does. New connections get no answer either. */
  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.pause();
  }

  /** Bytes flow again, those that were swallowed by nobody's buffer first. */
  heal(): void {
    this.#isCut = false;
    for (const socket of this.#sockets) socket.resume();
  }

  /** Ends all connections with a reset. */
  reset(): void {
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Lets this much through to the client, on each connection. */
  throttle(bytesPerSecond: number): void {
    this.#bytesPerSecond = bytesPerSecond;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  #accept(client: Socket): void {
    const server = createConnection(this.#target, '127.0.0.1');
    this.#join(client, server, () => Number.POSITIVE_INFINITY);
    this.#join(server, client, () => this.#bytesPerSecond);
  }

  #join(from: Socket, to: Socket, bytesPerSecond: () => number): void {
    this.#sockets.add(from);
    from.on('data', (chunk) => {
      const wait = (chunk.length / bytesPerSecond()) * 1_000;
      const flows = to.write(chunk);
      if (flows && wait < 1) return;
      from.pause();
      const resume = () => setTimeout(() => !this.#isCut && from.resume(), wait);
      if (flows) resume();
      else to.once('drain', resume);
    });
    from.on('error', () => from.destroy());
    from.on('close', () => {
      this.#sockets.delete(from);
      to.destroy();
    });
    if (this.#isCut) from.pause();
  }
}

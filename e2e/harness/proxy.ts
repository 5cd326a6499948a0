import { once } from 'node:events';
import { type AddressInfo, createConnection, createServer, type Socket } from 'node:net';
import { countDeed } from './deeds.ts';
import { type Conditions, Flow, GOOD } from './proxy-flow.ts';

/** Where bytes go: `toClient` from the hub to who connected, `toServer` the other way. */
export type Way = 'toClient' | 'toServer';

const BOTH: readonly Way[] = ['toClient', 'toServer'];

/** A TCP proxy on loopback through which a line can be made as bad as lines get. */
export class FaultProxy implements AsyncDisposable {
  readonly #server = createServer((client) => this.#accept(client));
  readonly #sockets = new Set<Socket>();
  readonly #flows = new Set<Flow>();
  readonly #conditions: Record<Way, Conditions> = { toClient: { ...GOOD }, toServer: { ...GOOD } };
  #target: number | undefined;

  /** A line to a server, which may be named later: the one before a daemon is there before its hub. */
  static async start(targetUrl?: string): Promise<FaultProxy> {
    const proxy = new FaultProxy();
    if (targetUrl) proxy.leadTo(targetUrl);
    proxy.#server.listen(0, '127.0.0.1');
    await once(proxy.#server, 'listening');
    return proxy;
  }

  leadTo(targetUrl: string): void {
    this.#target = Number(new URL(targetUrl).port);
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Open connections. */
  get connections(): number {
    return this.#flows.size / BOTH.length;
  }

  /** Nothing moves, both ways, and nobody is told: what a pulled cable does. New connections get no answer either. */
  cut(): void {
    countDeed('line cut');
    this.#set(BOTH, { isCut: true });
  }

  /** Half-open: bytes that go one way are read and thrown away. A connection that lost some never works again. */
  swallow(way: Way): void {
    countDeed(`line half-open (${way})`);
    this.#set([way], { swallows: true });
  }

  /** All is good again: what a cut held back flows on, what was swallowed is lost. */
  heal(): void {
    this.#set(BOTH, GOOD);
  }

  /** Each byte takes this long, each way. */
  delay(delayMs: number): void {
    countDeed('line delayed');
    this.#set(BOTH, { delayMs });
  }

  /** Lets this much through, on each connection. */
  throttle(bytesPerSecond: number, way: Way = 'toClient'): void {
    countDeed('line throttled');
    this.#set([way], { bytesPerSecond });
  }

  /** Ends all connections with a reset. */
  reset(): void {
    countDeed('line reset');
    for (const socket of this.#sockets) socket.resetAndDestroy();
  }

  /** Lets `bytes` more through one way, then resets the connection in their middle. Settles when that has happened. */
  async resetAfter(bytes: number, way: Way = 'toClient'): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#set([way], { resetIn: bytes, onReset: resolve });
    await promise;
    countDeed('line reset in a frame');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await once(this.#server, 'close');
  }

  #set(ways: readonly Way[], change: Partial<Conditions>): void {
    for (const way of ways) Object.assign(this.#conditions[way], change);
    for (const flow of this.#flows) flow.look();
  }

  #accept(client: Socket): void {
    if (this.#target === undefined) {
      client.destroy();
      return;
    }
    const server = createConnection({ port: this.#target, host: '127.0.0.1', allowHalfOpen: true });
    this.#join(server, client, this.#conditions.toClient);
    this.#join(client, server, this.#conditions.toServer);
  }

  #join(from: Socket, to: Socket, conditions: Conditions): void {
    const flow = new Flow(from, to, conditions);
    this.#flows.add(flow);
    this.#sockets.add(from);
    from.on('error', () => to.resetAndDestroy());
    from.on('close', () => {
      this.#flows.delete(flow);
      this.#sockets.delete(from);
      if (!conditions.isCut) to.destroySoon();
    });
  }
}

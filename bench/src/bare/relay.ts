import { Apart } from '../apart/apart.ts';
import { type Cpu, cpuSeconds } from '../machine/cpu.ts';
import type { Program, Stage } from '../stage.ts';
import type { BareHostTasks } from './host.ts';
import type { BareHubTasks } from './hub.ts';

/**
 * What two hops over Socket.IO can do at best: PTYs, a hub and the viewers in processes of their own, binary messages
 * and a window as in Drover, but no spool, no screens, no checks.
 */
export class BareRelay implements Stage, AsyncDisposable {
  readonly #hub = new Apart<BareHubTasks>('bare/hub.ts');
  readonly #host = new Apart<BareHostTasks>('bare/host.ts');
  #port = 0;

  static async open(): Promise<BareRelay> {
    const relay = new BareRelay();
    relay.#port = await relay.#hub.ask('listen', undefined);
    await relay.#host.ask('connect', { port: relay.#port });
    return relay;
  }

  async start(command: string): Promise<Program> {
    return this.#program(await this.#host.ask('start', { command }));
  }

  /** Has so many bytes for whoever comes to watch. */
  async hold(bytes: number): Promise<Program> {
    return this.#program(await this.#host.ask('hold', { bytes }));
  }

  #program = (stream: number): Program => ({
    place: { kind: 'bare', port: this.#port, stream },
    stop: () => this.#host.ask('stop', { stream }),
  });

  cpu = (): Cpu => ({ hub: cpuSeconds(this.#hub.pid), host: cpuSeconds(this.#host.pid) });

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#host[Symbol.asyncDispose]();
    await this.#hub[Symbol.asyncDispose]();
  }
}

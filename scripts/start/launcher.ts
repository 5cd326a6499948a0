import { setTimeout as delay } from 'node:timers/promises';
import { banner, farewell, unconnected } from './banner.ts';
import { dataFiles } from './data-dir.ts';
import { lastComplaint } from './log-file.ts';
import type { DaemonMessage, HubReady } from './messages.ts';
import type { StartOptions } from './options.ts';
import { StopSignals } from './signals.ts';
import { type Program, Supervisor, type SupervisorEvents } from './supervisor.ts';

const STOP_GRACE_MS = 6000;
const CONNECT_WAIT_MS = 5000;

interface Refusal {
  exitCode: number;
  text: string;
}

/** Runs hub and daemon side by side until a signal, or until one of them refuses its configuration. */
export class Launcher {
  readonly #options: StartOptions;
  readonly #hub: Supervisor<HubReady>;
  readonly #daemon: Supervisor<DaemonMessage>;
  readonly #hubReady = Promise.withResolvers<HubReady>();
  readonly #connected = Promise.withResolvers<void>();
  readonly #refused = Promise.withResolvers<Refusal>();
  #sessionsAlive: number | undefined;
  #isEnding = false;

  constructor(options: StartOptions, hub: Program, daemon: Program) {
    this.#options = options;
    this.#hub = new Supervisor(
      hub,
      this.#events((message) => this.#hubReady.resolve(message)),
    );
    this.#daemon = new Supervisor(
      daemon,
      this.#events((message) => this.#onDaemon(message)),
    );
  }

  /** Resolves to the exit code. */
  async run(): Promise<number> {
    using signals = new StopSignals(() => this.#killBoth());
    this.#hub.start();
    // The daemon would knock in vain before the hub listens, and then wait to try again.
    void this.#hubReady.promise.then(() => this.#daemon.start());
    void this.#greet();
    const refusal = await Promise.race([signals.first, this.#refused.promise]);
    this.#isEnding = true;
    await Promise.all([this.#hub.stop(STOP_GRACE_MS), this.#daemon.stop(STOP_GRACE_MS)]);
    console.log(refusal ? refusal.text : `\n${farewell(this.#sessionsAlive, this.#options)}`);
    return refusal?.exitCode ?? 0;
  }

  async #greet(): Promise<void> {
    const hub = await this.#hubReady.promise;
    const late = delay(CONNECT_WAIT_MS, false, { ref: false });
    const isConnected = await Promise.race([this.#connected.promise.then(() => true), late]);
    if (this.#isEnding) return;
    console.log(banner(hub, this.#options));
    if (isConnected) return;
    const { daemonLog } = dataFiles(this.#options.dataDir);
    console.log(unconnected(lastComplaint(this.#daemon.logTail(), 'link'), daemonLog));
  }

  #onDaemon(message: DaemonMessage): void {
    if (message.type === 'connected') this.#connected.resolve();
    if (message.type === 'stopped') this.#sessionsAlive = message.sessionsAlive;
  }

  #killBoth(): void {
    this.#hub.kill();
    this.#daemon.kill();
  }

  #events<Message>(message: (message: Message) => void): SupervisorEvents<Message> {
    return {
      message,
      restarting: (line) => console.log(line),
      refused: (exitCode, text) => this.#refused.resolve({ exitCode, text }),
    };
  }
}

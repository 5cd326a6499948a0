import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { DAEMON_VERSION } from '../version.ts';

/** What is looked up when somebody asks. */
export type Observed = {
  /** By status. */
  sessions: Record<string, number>;
  spoolBytes: number;
  isHubUp: boolean;
  reconnects: number;
};

/** What this daemon does, as Prometheus reads it: names and numbers, nothing of what people type or are called. */
export class Metrics {
  readonly contentType: string;
  readonly #registry = new Registry();
  readonly #refused: Counter<'code'>;

  constructor(read: () => Observed) {
    const registers = [this.#registry];
    this.contentType = this.#registry.contentType;
    collectDefaultMetrics({ register: this.#registry }); // the delay of the event loop among them
    new Gauge({
      name: 'drover_daemon_info',
      help: 'Version; always 1',
      labelNames: ['version'],
      registers,
    }).set({ version: DAEMON_VERSION }, 1);
    this.#refused = new Counter({
      name: 'drover_daemon_refused_inputs_total',
      help: 'Input that was not passed to a program, by reason',
      labelNames: ['code'],
      registers,
    });
    const gauge = (name: string, help: string, value: () => number) =>
      new Gauge({
        name,
        help,
        registers,
        collect() {
          this.set(value());
        },
      });
    gauge('drover_daemon_spool_bytes', 'Output of all sessions on the disk', () => read().spoolBytes);
    gauge('drover_daemon_hub_up', '1 while the hub is connected', () => Number(read().isHubUp));
    gauge('drover_daemon_hub_reconnects', 'Times that the hub was found again', () => read().reconnects);
    new Gauge({
      name: 'drover_daemon_sessions',
      help: 'Sessions, by status',
      labelNames: ['status'],
      registers,
      collect() {
        this.reset();
        for (const [status, count] of Object.entries(read().sessions)) this.set({ status }, count);
      },
    });
  }

  inputRefused(code: string): void {
    this.#refused.inc({ code });
  }

  text(): Promise<string> {
    return this.#registry.metrics();
  }
}

import type { Logger } from 'pino';
import type { DaemonConfig } from './config.ts';
import type { HubLink } from './link/hub-link.ts';
import { LoadClock } from './load/load-clock.ts';
import { LoadMeter } from './load/load-meter.ts';
import { Metrics } from './metrics/metrics.ts';
import { MetricsServer } from './metrics/metrics-server.ts';
import { Retention } from './retention/retention.ts';
import type { Sessions } from './sessions/sessions.ts';

/** What goes on beside the sessions: telling the load, serving metrics, removing what ended long ago. */
export class Upkeep {
  readonly metrics: Metrics;
  readonly #load: LoadClock;
  readonly #retention: Retention;
  readonly #port: number | undefined;
  #server: MetricsServer | undefined;

  constructor(config: DaemonConfig, sessions: Sessions, link: HubLink, log: Logger) {
    this.#port = config.metricsPort;
    this.metrics = new Metrics(() => ({
      sessions: sessions.countByStatus(),
      spoolBytes: sessions.spoolBytes,
      isHubUp: link.isUp,
      reconnects: link.reconnects,
    }));
    const meter = new LoadMeter(config.stateDir, () => sessions.spoolBytes);
    this.#load = new LoadClock(meter, (load) => link.tell('load', load));
    this.#retention = new Retention({
      sessions,
      limits: config.retention,
      hubNow: () => link.hubNow,
      log: log.child({ part: 'retention' }),
    });
  }

  /** Throws `StartError` when the port of the metrics cannot be had. */
  async start(): Promise<void> {
    if (this.#port !== undefined) this.#server = await MetricsServer.listen(this.metrics, this.#port);
    this.#retention.start();
  }

  hubUp(): void {
    this.#load.start();
  }

  hubDown(): void {
    this.#load.stop();
  }

  stop(): void {
    this.#retention.stop();
    this.#load.stop();
    this.#server?.close();
  }
}

import type { ProcessUse } from '@drover/protocol';
import type { Logger } from 'pino';
import type { DaemonConfig } from './config.ts';
import type { HubLink } from './link/hub-link.ts';
import { LoadClock } from './load/load-clock.ts';
import { LoadMeter } from './load/load-meter.ts';
import { Metrics } from './metrics/metrics.ts';
import { MetricsServer } from './metrics/metrics-server.ts';
import { ProcessClock } from './process-use/process-clock.ts';
import { ProcessMeter } from './process-use/process-meter.ts';
import { Retention } from './retention/retention.ts';
import type { Sessions } from './sessions/sessions.ts';

/** What goes on beside the sessions: telling what machine and sessions use, serving metrics, removing what ended long ago. */
export class Upkeep {
  readonly metrics: Metrics;
  readonly #load: LoadClock;
  readonly #processes: ProcessClock;
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
    const tellUse = (use: ProcessUse[]) => void link.tell('processes', use);
    this.#processes = new ProcessClock(new ProcessMeter(), () => sessions.running, tellUse);
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
    this.#processes.start();
  }

  hubDown(): void {
    this.#load.stop();
    this.#processes.stop();
  }

  stop(): void {
    this.#retention.stop();
    this.hubDown();
    this.#server?.close();
  }
}

import type { ErrorCode } from '@drover/protocol';
import { Counter, collectDefaultMetrics, Gauge, Registry } from 'prom-client';
import { HUB_VERSION } from '../version.ts';

/** What is looked up when somebody asks. */
export type Observed = {
  /** By kind: `ui`, `daemon`. */
  connections: Record<string, number>;
  /** By state: `online`, `offline`. */
  hosts: Record<string, number>;
  sessions: Record<string, number>;
  /** What those that run do, as far as it is known. */
  activity: Record<string, number>;
  attachments: number;
  databaseBytes: number;
  storageFull: boolean;
  /** Null when there is none. */
  backupAgeSeconds: number | null;
};

/** What a link counts: `relayed` bytes of frames, messages that were refused, and handlers that failed. */
export type LinkMetrics = {
  relayed(bytes: number): void;
  refused(code: ErrorCode): void;
  failed(): void;
};

/** What the hub does, as Prometheus reads it. Names and numbers only; nothing of what people type or are called. */
export class Metrics {
  readonly #registry = new Registry();
  readonly #relayed: Counter<'direction'>;
  readonly #refused: Counter<'code'>;
  readonly #failures: Counter;

  constructor() {
    collectDefaultMetrics({ register: this.#registry });
    this.#gauge('drover_info', 'Version of the hub; always 1', 'version').set({ version: HUB_VERSION }, 1);
    this.#relayed = new Counter({
      name: 'drover_relayed_bytes_total',
      help: 'Bytes of terminals that were passed on: output of daemons, input of dashboards',
      labelNames: ['direction'],
      registers: [this.#registry],
    });
    this.#refused = new Counter({
      name: 'drover_refused_messages_total',
      help: 'Messages of sockets that were refused, by reason',
      labelNames: ['code'],
      registers: [this.#registry],
    });
    this.#failures = new Counter({
      name: 'drover_handler_failures_total',
      help: 'Requests, messages and events that a fault of the hub kept from being handled; its log has the details',
      registers: [this.#registry],
    });
  }

  link(direction: 'output' | 'input'): LinkMetrics {
    const relayed = this.#relayed.labels(direction);
    return {
      relayed: (bytes) => relayed.inc(bytes),
      refused: (code) => this.#refused.inc({ code }),
      failed: () => this.failed(),
    };
  }

  failed(): void {
    this.#failures.inc();
  }

  /** Makes gauges of what `read` tells, each time that somebody asks. */
  observe(read: () => Observed): void {
    const set = {
      connections: this.#gauge('drover_connections', 'Sockets that are open', 'kind'),
      hosts: this.#gauge('drover_hosts', 'Registered hosts', 'state'),
      sessions: this.#gauge('drover_sessions', 'Sessions that are not archived', 'status'),
      activity: this.#gauge('drover_sessions_by_activity', 'What sessions do that run', 'activity'),
      attachments: this.#gauge('drover_attachments', 'Terminals that are watched'),
      database: this.#gauge('drover_database_bytes', 'Size of the database with its write-ahead log'),
      full: this.#gauge('drover_storage_full', '1 while the disk of the database takes nothing'),
      backup: this.#gauge('drover_backup_age_seconds', 'Time since the newest backup; absent without one'),
    };
    this.#read = () => {
      const now = read();
      setAll(set.connections, 'kind', now.connections);
      setAll(set.hosts, 'state', now.hosts);
      setAll(set.sessions, 'status', now.sessions);
      setAll(set.activity, 'activity', now.activity);
      set.attachments.set(now.attachments);
      set.database.set(now.databaseBytes);
      set.full.set(Number(now.storageFull));
      set.backup.reset();
      if (now.backupAgeSeconds === null) set.backup.remove();
      else set.backup.set(now.backupAgeSeconds);
    };
  }

  #read: () => void = () => {};

  get contentType(): string {
    return this.#registry.contentType;
  }

  async text(): Promise<string> {
    this.#read();
    return this.#registry.metrics();
  }

  #gauge(name: string, help: string, ...labelNames: string[]): Gauge {
    return new Gauge({ name, help, labelNames, registers: [this.#registry] });
  }
}

/** A label of which there is none any more goes away. */
function setAll(gauge: Gauge, label: string, values: Record<string, number>): void {
  gauge.reset();
  for (const [name, value] of Object.entries(values)) gauge.set({ [label]: name }, value);
}

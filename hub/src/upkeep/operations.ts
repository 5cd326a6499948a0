import { type HubState, type HubStatus, PROTOCOL_VERSION } from '@drover/protocol';
import type { HubConfig } from '../config/config.ts';
import type { Database } from '../db/database.ts';
import type { Logger } from '../log/logger.ts';
import { ReleaseCheck } from '../releases/release-check.ts';
import { HUB_VERSION } from '../version.ts';
import { DailyBackup } from './daily-backup.ts';
import { databaseBytes, freeBytes } from './disk.ts';
import { Retention } from './retention.ts';
import { RetentionStore } from './retention-store.ts';
import { StorageWatch } from './storage-watch.ts';
import { Upkeep } from './upkeep.ts';

type Parts = { config: HubConfig; db: Database; log: Logger };

/** How the hub itself does: its disk, its backups, old rows, newer releases. */
export class Operations {
  readonly storage: StorageWatch;
  readonly releases: ReleaseCheck;
  readonly upkeep: Upkeep;
  readonly #backup: DailyBackup;
  readonly #parts: Parts;
  readonly #startedAt: number;

  constructor(parts: Parts) {
    const { config, db, log } = parts;
    const { clock, timings, upkeep, releasesUrl } = config;
    this.#parts = parts;
    this.#startedAt = clock();
    this.storage = new StorageWatch({ db, everyMs: timings.storageCheck, log });
    this.releases = new ReleaseCheck({ url: releasesUrl, version: HUB_VERSION, clock, log });
    this.#backup = new DailyBackup({ file: db.file, kept: upkeep.backupsKept, clock, log });
    const store = new RetentionStore(db);
    const retention = new Retention({ store, auditDays: upkeep.auditDays, clock, log });
    const chores = [
      { name: 'backup', run: () => this.#backup.makeIfDue() },
      { name: 'retention', run: () => retention.run() },
      { name: 'releases', run: () => this.releases.look() },
    ];
    this.upkeep = new Upkeep(chores, { firstMs: timings.firstUpkeep, everyMs: timings.upkeep, log });
  }

  /** As dashboards show it. */
  get state(): HubState {
    return { storageFull: this.storage.isFull, release: this.releases.newer };
  }

  onChange(listener: () => void): void {
    this.storage.onChange(listener);
    this.releases.onChange(listener);
  }

  /** As admins see it; `url` is where people reach the hub. */
  status(url: string): HubStatus {
    return {
      version: HUB_VERSION,
      protocol: PROTOCOL_VERSION,
      startedAt: this.#startedAt,
      url,
      databaseBytes: this.databaseBytes,
      diskFreeBytes: freeBytes(this.#parts.db.file),
      lastBackupAt: this.#backup.lastAt,
      release: { checked: this.releases.isOn, newest: this.releases.newer },
    };
  }

  /** With its write-ahead log. */
  get databaseBytes(): number {
    return databaseBytes(this.#parts.db.file);
  }

  /** Null when there is no backup. */
  get backupAgeSeconds(): number | null {
    const { lastAt } = this.#backup;
    return lastAt === null ? null : Math.max(0, this.#parts.config.clock() - lastAt) / 1_000;
  }

  /** What keeps the hub from doing its work, in words for whoever asks. */
  problems(): string[] {
    return this.storage.isFull ? ['The disk of the hub is full: nothing can be kept.'] : [];
  }

  /** Ends what it does at intervals, and waits for what is under way. */
  async end(): Promise<void> {
    this.storage.end();
    this.releases.end();
    await this.upkeep.end();
  }
}

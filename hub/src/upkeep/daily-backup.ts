import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { Backups } from '../db/backups.ts';
import type { Logger } from '../log/logger.ts';
import { databaseBytes, freeBytes } from './disk.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** Left free beside a copy, for what is written meanwhile. */
const SPARE_BYTES = 16 * 1024 * 1024;

type Options = {
  /** Of the database. */
  file: string;
  /** How many to keep. */
  kept: number;
  clock: () => number;
  /** What the disk of a file has left. */
  free?: (file: string) => number;
  log: Logger;
};

/** Copies the database once a day, in a thread of its own, because the copying of a large one takes seconds. */
export class DailyBackup {
  readonly #options: Options;
  readonly #backups: Backups;

  constructor(options: Options) {
    this.#options = options;
    this.#backups = new Backups(path.dirname(options.file));
  }

  /** When the newest backup was made, of whatever kind; null when there is none. */
  get lastAt(): number | null {
    return this.#backups.list()[0]?.at ?? null;
  }

  /** Makes one unless there is one of today, and removes the oldest. */
  async makeIfDue(): Promise<void> {
    const { file, kept, clock, log } = this.#options;
    const now = clock();
    if (!this.#isDue(now)) return;
    this.#expectRoom();
    const target = this.#backups.path('daily', now);
    await runInThread(file, target);
    log.info({ file: target }, 'the database was backed up');
    for (const kind of ['daily', 'before'] as const) this.#backups.keepNewest(kind, kept);
  }

  /** A copy that fills the disk would keep hub and sessions from writing until it fails. */
  #expectRoom(): void {
    const { file, free = freeBytes } = this.#options;
    if (free(file) >= databaseBytes(file) + SPARE_BYTES) return;
    throw new Error('the disk has no room for another copy of the database');
  }

  /** One from the future, made before the clock was set back, does not count. */
  #isDue(now: number): boolean {
    const last = this.#backups.list().find(({ kind, at }) => kind === 'daily' && at <= now);
    return last === undefined || now - last.at >= DAY_MS;
  }
}

/** Resolves when the copy is on the disk. */
function runInThread(file: string, target: string): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const worker = new Worker(new URL('./backup-thread.ts', import.meta.url), { workerData: { file, target } });
  worker.once('error', reject);
  worker.once('exit', (code) => (code === 0 ? resolve() : reject(new Error(`it ended with ${code}`))));
  return promise;
}

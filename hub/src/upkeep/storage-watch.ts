import type { Database } from '../db/database.ts';
import type { Logger } from '../log/logger.ts';
import { freeBytes } from './disk.ts';

/** With less than this, the next larger write fails, even where a small one still finds room in the log. */
const FULL_BELOW_BYTES = 1024 * 1024;

type Options = { db: Database; everyMs: number; log: Logger };

/** Knows whether the disk takes what the database writes. */
export class StorageWatch {
  readonly #options: Options;
  readonly #listeners = new Set<() => void>();
  readonly #timer: NodeJS.Timeout;
  #isFull = false;
  #isSuspect = false;

  constructor(options: Options) {
    this.#options = options;
    this.#timer = setInterval(() => this.look(), options.everyMs).unref();
  }

  get isFull(): boolean {
    return this.#isFull;
  }

  onChange(listener: () => void): void {
    this.#listeners.add(listener);
  }

  /** A write has failed, or may have: the next look tries the disk. */
  suspect(): void {
    this.#isSuspect = true;
  }

  look(): void {
    const isFull = this.#isScarce() || ((this.#isSuspect || this.#isFull) && !this.#canWrite());
    this.#isSuspect = false;
    if (isFull === this.#isFull) return;
    this.#isFull = isFull;
    this.#options.log[isFull ? 'error' : 'info'](
      isFull ? 'the disk takes nothing; changes are refused until it does' : 'the disk takes changes again',
    );
    for (const listener of this.#listeners) listener();
  }

  end(): void {
    clearInterval(this.#timer);
  }

  #isScarce(): boolean {
    try {
      return freeBytes(this.#options.db.file) < FULL_BELOW_BYTES;
    } catch {
      // A folder that is gone, or a disk that is, takes nothing either.
      return true;
    }
  }

  #canWrite(): boolean {
    try {
      this.#options.db.tryWriting();
      return true;
    } catch {
      return false;
    }
  }
}

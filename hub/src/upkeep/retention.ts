import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Logger } from '../log/logger.ts';
import type { RetentionStore } from './retention-store.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
/** A command older than a minute is refused anyway; until then a repeat of it is answered from its row. */
const COMMAND_DAYS = 30;
/** Logins and invitations are worth nothing once they are over. */
const OVER_DAYS = 1;
const MAX_DRIFT_MS = DAY_MS;

type Options = {
  store: RetentionStore;
  auditDays: number;
  /** Milliseconds since 1970. */
  clock: () => number;
  /** Milliseconds that no one can set. */
  steady?: () => number;
  log: Logger;
};

/**
 * Removes rows that have become old. What a wrong clock takes for old is kept: after a jump of the clock nothing is
 * removed until the hub is started again, and then not if all of the audit log would go.
 */
export class Retention {
  readonly #options: Options;
  readonly #steady: () => number;
  readonly #started: { clock: number; steady: number };
  /** Looked at once, as what comes under a wrong clock makes it look right. */
  readonly #wouldTakeAll: boolean;

  constructor(options: Options) {
    this.#options = options;
    this.#steady = options.steady ?? performance.now.bind(performance);
    this.#started = { clock: options.clock(), steady: this.#steady() };
    const newest = options.store.newestAuditAt();
    this.#wouldTakeAll = newest !== null && newest < this.#started.clock - options.auditDays * DAY_MS;
  }

  async run(): Promise<void> {
    const { store, auditDays, clock, log } = this.#options;
    const now = clock();
    if (this.#hasJumped(now) || this.#wouldTakeAll) {
      log.warn('the clock has jumped: nothing old is removed until it is right and the hub is started again');
      return;
    }
    await inBatches(() => store.removeAudit(now - auditDays * DAY_MS));
    await inBatches(() => store.removeCommands(now - COMMAND_DAYS * DAY_MS));
    await inBatches(() => store.removeLogins(now - OVER_DAYS * DAY_MS));
    await inBatches(() => store.removeInvites(now - OVER_DAYS * DAY_MS));
  }

  #hasJumped(now: number): boolean {
    const passed = this.#steady() - this.#started.steady;
    return Math.abs(now - this.#started.clock - passed) > MAX_DRIFT_MS;
  }
}

async function inBatches(remove: () => boolean): Promise<void> {
  while (remove()) await nextTurn();
}

import type { Logger } from 'pino';
import type { Sessions } from '../sessions/sessions.ts';

export type RetentionLimits = { keepDays: number; keepBytes: number };

/** An ended session, as far as it matters whether it is kept. */
export type Ended = { sessionId: string; endedAt: number; bytes: number; isViewed: boolean };

export type RetentionOptions = {
  sessions: Sessions;
  limits: RetentionLimits;
  /** The time as the hub tells it; undefined before it has. */
  hubNow: () => number | undefined;
  log: Logger;
};

const SWEEP_EVERY_MS = 10 * 60_000;
const DAY_MS = 24 * 60 * 60_000;

/** Removes what sessions left behind that ended long ago, or are too much, oldest first. Never one that runs. */
export class Retention {
  readonly #options: RetentionOptions;
  #timer: NodeJS.Timeout | undefined;

  constructor(options: RetentionOptions) {
    this.#options = options;
  }

  start(): void {
    this.sweep();
    this.#timer = setInterval(() => this.sweep(), SWEEP_EVERY_MS);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  sweep(): void {
    const { sessions, limits, log } = this.#options;
    const ended = sessions.ended;
    for (const session of ended) session.tidy();
    for (const sessionId of expired(ended, limits, this.#trustedNow())) {
      try {
        sessions.remove(sessionId);
        log.info({ sessionId }, 'removed the output of a session that ended long ago, or was too much');
      } catch (error) {
        log.warn({ err: error, sessionId }, 'the output of an ended session could not be removed');
      }
    }
  }

  /** Undefined when this machine's clock and the hub's disagree: a clock that jumped must cost nobody a session. */
  #trustedNow(): number | undefined {
    const hubNow = this.#options.hubNow();
    return hubNow !== undefined && Math.abs(hubNow - Date.now()) < DAY_MS ? hubNow : undefined;
  }
}

/** Those that go. Without a time that can be trusted, none is too old. */
export function expired(
  ended: Ended[],
  { keepDays, keepBytes }: RetentionLimits,
  now: number | undefined,
): string[] {
  const oldest = now === undefined ? Number.NEGATIVE_INFINITY : now - keepDays * DAY_MS;
  let bytes = 0;
  return ended
    .toSorted((a, b) => b.endedAt - a.endedAt)
    .filter((session) => {
      bytes += session.bytes;
      return !session.isViewed && (session.endedAt < oldest || bytes > keepBytes);
    })
    .map(({ sessionId }) => sessionId);
}

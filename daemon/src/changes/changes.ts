import { sep } from 'node:path';
import { type Changes as ChangesOf, DroverError } from '@drover/protocol';
import type { Logger } from 'pino';
import type { GitOptions } from '../git/index.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionWatcher } from '../sessions/session-watcher.ts';
import { KeptChanges } from './kept-changes.ts';
import { takeChanges } from './take-changes.ts';

/** Of a session as far as its changes need it. */
type Changing = Pick<Session, 'sessionId' | 'directory' | 'hasEnded' | 'changesFile' | 'learn'> & {
  record: Pick<Session['record'], 'baseCommit'>;
};

/** Of each git process, when somebody waits: all of them have to be done within a command's time. */
const ASKED: GitOptions = { timeoutMs: 4_000 };
/** And when nobody does. */
const AT_THE_END: GitOptions = { timeoutMs: 60_000, background: true };

/** Of somebody who wants a directory to go. */
const MAX_WAIT_MS = 5_000;

const stillKeeping = () =>
  new DroverError('timeout', 'What a session has changed there is still being kept; try again in a moment.');

/** What sessions have changed in their repositories; kept in their folders once they have ended. */
export class Changes implements SessionWatcher {
  readonly #log: Logger;
  /** Looked for now, by session: those who ask at the same time share it. */
  readonly #asked = new Map<string, Promise<ChangesOf>>();
  /** Of ended sessions; never rejects. */
  readonly #keeping = new Map<string, { directory: string; kept: Promise<void> }>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /**
   * Throws `not_a_repository` for a session that began in none, `not_found` when nothing was kept or the commit is gone
   * that it began from, and what `git` throws.
   */
  async of(session: Changing): Promise<ChangesOf> {
    const { sessionId, directory } = session;
    const base = baseOf(session);
    if (session.hasEnded) return this.#keptOf(session);
    const asked = this.#asked.get(sessionId) ?? takeChanges({ directory, base, options: ASKED });
    this.#asked.set(sessionId, asked);
    return asked.finally(() => this.#asked.delete(sessionId));
  }

  /**
   * Keeps what an ended session has changed. Told again of one whose end an earlier daemon has seen, it says what is kept;
   * it looks itself only where that one did not come to it.
   */
  ended(session: Changing): void {
    const { sessionId, directory } = session;
    if (session.record.baseCommit === null || this.#keeping.has(sessionId)) return;
    const kept = this.#keep(session)
      .catch((error: unknown) => {
        if (error instanceof DroverError) this.#log.debug({ sessionId }, error.message);
        else this.#log.warn({ err: error, sessionId }, 'the changes of a session could not be kept');
      })
      .finally(() => this.#keeping.delete(sessionId));
    this.#keeping.set(sessionId, { directory, kept });
  }

  /**
   * Settles when nothing is left to be kept of sessions that ran in a directory or below it: it may then go. Throws
   * `timeout` rather than let it go later than somebody waits.
   */
  async whenKeptBelow(path: string): Promise<void> {
    const below = path.endsWith(sep) ? path : path + sep;
    const ran = [...this.#keeping.values()].filter(({ directory }) => (directory + sep).startsWith(below));
    const all = Promise.all(ran.map(({ kept }) => kept));
    const late = Promise.withResolvers<never>();
    const timer = setTimeout(() => late.reject(stillKeeping()), MAX_WAIT_MS);
    await Promise.race([all, late.promise]).finally(() => clearTimeout(timer));
  }

  async #keep(session: Changing): Promise<void> {
    const kept = new KeptChanges(session.changesFile);
    session.learn({ git: (await kept.status()) ?? (await this.#takeLast(session, kept)).git });
  }

  async #takeLast(session: Changing, kept: KeptChanges): Promise<ChangesOf> {
    const { directory } = session;
    const base = baseOf(session);
    const changes = await takeChanges({ directory, base, options: AT_THE_END });
    await kept.write(changes);
    return changes;
  }

  async #keptOf(session: Changing): Promise<ChangesOf> {
    await this.#keeping.get(session.sessionId)?.kept;
    const kept = await new KeptChanges(session.changesFile).read();
    if (kept) return kept;
    throw new DroverError('not_found', 'The changes of this session could not be kept when it ended.');
  }
}

/** Throws `not_a_repository`. */
function baseOf({ record }: Changing): string {
  if (record.baseCommit !== null) return record.baseCommit;
  throw new DroverError(
    'not_a_repository',
    'This session did not begin in a git repository, so there is nothing to compare with.',
  );
}

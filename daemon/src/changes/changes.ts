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

/** What sessions have changed in their repositories; kept in their folders once they have ended. */
export class Changes implements SessionWatcher {
  readonly #log: Logger;
  /** Being looked for now, by session. */
  readonly #underway = new Map<string, Promise<ChangesOf>>();

  constructor(log: Logger) {
    this.#log = log;
  }

  /**
   * Throws `not_a_repository` for a session that began in none, `not_found` when nothing was kept or the commit is gone
   * that it began from, and what `git` throws.
   */
  of(session: Changing): Promise<ChangesOf> {
    const underway = this.#underway.get(session.sessionId);
    return underway ?? (session.hasEnded ? this.#keptOf(session) : this.#once(session, ASKED));
  }

  /**
   * Keeps what an ended session has changed. Told again of one whose end an earlier daemon has seen, it says what is kept;
   * it looks itself only where that one did not come to it.
   */
  ended(session: Changing): void {
    void this.#keep(session).catch((error: unknown) => {
      const { sessionId } = session;
      if (error instanceof DroverError) this.#log.debug({ sessionId }, error.message);
      else this.#log.warn({ err: error, sessionId }, 'the changes of a session could not be kept');
    });
  }

  /** Settles when nothing is left to be kept of a session that has ended: its directory may then go. */
  async whenKept(sessionId: string): Promise<void> {
    await this.#underway.get(sessionId)?.catch(() => {});
  }

  async #keep(session: Changing): Promise<void> {
    if (session.record.baseCommit === null) return;
    const kept = new KeptChanges(session.changesFile);
    const status = await kept.status();
    const git = status ?? (await this.#once(session, AT_THE_END, (changes) => kept.write(changes))).git;
    session.learn({ git });
  }

  async #keptOf(session: Changing): Promise<ChangesOf> {
    const kept = await new KeptChanges(session.changesFile).read();
    if (kept) return kept;
    if (session.record.baseCommit === null) throw beganInNone();
    throw new DroverError('not_found', 'The changes of this session could not be kept when it ended.');
  }

  #once(
    session: Changing,
    options: GitOptions,
    then: (changes: ChangesOf) => Promise<void> = async () => {},
  ): Promise<ChangesOf> {
    const { sessionId } = session;
    const taking = this.#take(session, options, then).finally(() => {
      if (this.#underway.get(sessionId) === taking) this.#underway.delete(sessionId);
    });
    this.#underway.set(sessionId, taking);
    return taking;
  }

  async #take(
    { directory, record }: Changing,
    options: GitOptions,
    then: (changes: ChangesOf) => Promise<void>,
  ): Promise<ChangesOf> {
    if (record.baseCommit === null) throw beganInNone();
    const changes = await takeChanges({ directory, base: record.baseCommit, options });
    await then(changes);
    return changes;
  }
}

const beganInNone = () =>
  new DroverError(
    'not_a_repository',
    'This session did not begin in a git repository, so there is nothing to compare with.',
  );

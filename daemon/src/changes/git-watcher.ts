import { DroverError, type GitStatus } from '@drover/protocol';
import PQueue from 'p-queue';
import type { Logger } from 'pino';
import { gitStatus } from '../git/index.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionWatcher } from '../sessions/session-watcher.ts';
import { LookClock, type LookPace } from './look-clock.ts';

type Watched = Pick<Session, 'sessionId' | 'directory' | 'learn'>;

export type GitWatcherOptions = {
  log: Logger;
  read?: (directory: string) => Promise<GitStatus>;
  pace?: LookPace;
};

const PACE: LookPace = { quietMs: 1_500, longestMs: 15_000, idleMs: 60_000 };

/**
 * Tells how the repositories of running sessions stand. Sessions of one directory share each look. Looks are taken one
 * after another, in the whole daemon, with a pause after each as long as it took: whatever the number of sessions and
 * the size of their repositories, they cost half a core at most, and come more rarely instead.
 */
export class GitWatcher implements SessionWatcher {
  readonly #directories = new Map<string, { clock: LookClock; sessions: Set<Watched> }>();
  readonly #looks = new PQueue({ concurrency: 1 });
  readonly #options: Required<GitWatcherOptions>;

  constructor(options: GitWatcherOptions) {
    const read = (directory: string) => gitStatus(directory, { background: true });
    this.#options = { read, pace: PACE, ...options };
  }

  running(session: Watched): void {
    const { directory } = session;
    const known = this.#directories.get(directory);
    const watched = known ?? { clock: this.#clockOf(directory), sessions: new Set<Watched>() };
    watched.sessions.add(session);
    this.#directories.set(directory, watched);
    watched.clock.hasten();
  }

  printed(session: Watched): void {
    this.#directories.get(session.directory)?.clock.printed();
  }

  ended(session: Watched): void {
    const watched = this.#directories.get(session.directory);
    if (!watched?.sessions.delete(session) || watched.sessions.size > 0) return;
    watched.clock.stop();
    this.#directories.delete(session.directory);
  }

  stop(): void {
    for (const { clock } of this.#directories.values()) clock.stop();
    this.#directories.clear();
    this.#looks.clear();
  }

  #clockOf(directory: string): LookClock {
    return new LookClock(this.#options.pace, () => this.#looks.add(() => this.#look(directory)));
  }

  async #look(directory: string): Promise<void> {
    const began = performance.now();
    const git = await this.#read(directory);
    if (git !== undefined) {
      for (const session of this.#directories.get(directory)?.sessions ?? []) session.learn({ git });
    }
    const pause = Promise.withResolvers<void>();
    setTimeout(pause.resolve, performance.now() - began).unref();
    await pause.promise;
  }

  /** Null where there is no repository; undefined when it cannot be known now, so that the last word stands. */
  async #read(directory: string): Promise<GitStatus | null | undefined> {
    if (!this.#directories.has(directory)) return undefined;
    try {
      return await this.#options.read(directory);
    } catch (error) {
      if (error instanceof DroverError && error.code === 'not_a_repository') return null;
      this.#options.log.debug({ err: error, directory }, 'a git status could not be had');
      return undefined;
    }
  }
}

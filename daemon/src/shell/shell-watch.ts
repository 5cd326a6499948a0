import { readlinkSync } from 'node:fs';
import type { Session } from '../sessions/session.ts';
import type { SessionWatcher } from '../sessions/session-watcher.ts';
import type { Mark } from '../terminal/marks.ts';
import { afterMark, SILENT_SHELL } from './shell-marks.ts';

/** After output, until it is looked at where a shell is that does not tell. */
const LOOK_AFTER_MS = 500;

/** Learns from their marks what shells do, and of those that make none at least where they are. */
export class ShellWatch implements SessionWatcher {
  readonly #isShell: (session: Session) => boolean;
  readonly #telling = new WeakSet<Session>();
  readonly #looks = new Map<Session, NodeJS.Timeout>();

  constructor(isShell: (session: Session) => boolean) {
    this.#isShell = isShell;
  }

  running(session: Session): void {
    this.#lookLater(session);
  }

  printed(session: Session): void {
    this.#lookLater(session);
  }

  marked(session: Session, mark: Mark): void {
    this.#telling.add(session);
    session.learn({ shell: afterMark(session.learned.shell ?? SILENT_SHELL, mark, Date.now()) });
  }

  ended(session: Session): void {
    clearTimeout(this.#looks.get(session));
    this.#looks.delete(session);
  }

  stop(): void {
    for (const session of this.#looks.keys()) this.ended(session);
  }

  #lookLater(session: Session): void {
    if (this.#telling.has(session) || this.#looks.has(session) || !this.#isShell(session)) return;
    this.#looks.set(
      session,
      setTimeout(() => this.#look(session), LOOK_AFTER_MS),
    );
  }

  #look(session: Session): void {
    this.#looks.delete(session);
    const directory = session.agent && directoryOf(session.agent.pid);
    if (!directory || this.#telling.has(session)) return;
    session.learn({ shell: { ...(session.learned.shell ?? SILENT_SHELL), directory } });
  }
}

function directoryOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

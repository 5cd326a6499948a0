import { readlinkSync } from 'node:fs';
import type { Session } from '../sessions/session.ts';
import type { SessionWatcher } from '../sessions/session-watcher.ts';
import type { Mark } from '../terminal/marks.ts';
import { afterMark, SILENT_SHELL } from './shell-marks.ts';

/** Learns from their marks what shells do. */
export class ShellWatch implements SessionWatcher {
  readonly #isShell: (session: Session) => boolean;

  constructor(isShell: (session: Session) => boolean) {
    this.#isShell = isShell;
  }

  /** What it told an earlier daemon is not told again: where it is can be seen. */
  running(session: Session): void {
    if (session.learned.shell || !this.#isShell(session)) return;
    const directory = session.agent && directoryOf(session.agent.pid);
    if (directory) session.learn({ shell: { ...SILENT_SHELL, directory } });
  }

  marked(session: Session, mark: Mark): void {
    session.learn({ shell: afterMark(session.learned.shell ?? SILENT_SHELL, mark, Date.now()) });
  }
}

function directoryOf(pid: number): string | undefined {
  try {
    return readlinkSync(`/proc/${pid}/cwd`);
  } catch {
    return undefined;
  }
}

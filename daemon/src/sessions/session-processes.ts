import type { SessionGroup } from '../limits/index.ts';
import { type ProcessRef, processesOf, processRef } from './processes.ts';
import { stopProcesses } from './stop-ladder.ts';

/** How long each kind of signal is given. */
const PATIENT_MS = 3_000;
/** All three within the time in which nobody must notice. */
const QUICK_MS = 900;

/** A process that has just been killed keeps its group for a moment. */
const FIRST_RETRY_MS = 50;
const LAST_RETRY_MS = 10_000;

/** The processes of one session, wherever they have gone: those in its control group are all found, if it has one. */
export class SessionProcesses {
  /** The agent itself, once it is known. */
  leader: ProcessRef | undefined;
  readonly #sessionId: string;
  readonly #group: SessionGroup | undefined;

  constructor(sessionId: string, group: SessionGroup | undefined) {
    this.#sessionId = sessionId;
    this.#group = group;
  }

  /** Ends all. A burst of processes is ended quickly, and bears no more meanwhile. True when none is left. */
  end({ quickly = false } = {}): Promise<boolean> {
    const isBurst = this.#group?.isBursting ?? false;
    if (isBurst) this.#group?.allowNoBirths();
    return stopProcesses((known) => this.#list(known), quickly || isBurst ? QUICK_MS : PATIENT_MS);
  }

  /** Lets go of the control group, at the latest some seconds after the last process has left it. */
  removeGroup(retryMs = FIRST_RETRY_MS): void {
    if (!this.#group || this.#group.remove() || retryMs > LAST_RETRY_MS) return;
    setTimeout(() => this.removeGroup(retryMs * 2), retryMs).unref();
  }

  #list(known: readonly ProcessRef[]): ProcessRef[] {
    const grouped = this.#group?.processes().flatMap((pid) => processRef(pid) ?? []) ?? [];
    // One that was forked just now has neither terminal nor environment of the session yet.
    const itself = this.leader ? [this.leader] : [];
    return processesOf(this.#sessionId, this.leader, [...known, ...grouped, ...itself]);
  }
}

import type { ProcessUse } from '@drover/protocol';
import { type ProcessRef, SESSION_VARIABLE } from '../sessions/processes.ts';
import { environmentOf, memoryOf, type ProcessRow, processTable } from './process-table.ts';

/** A running session, of which the processes are looked for. */
export type Measured = { sessionId: string; agent?: ProcessRef | undefined };

const MARKER = `${SESSION_VARIABLE}=`;

const keyOf = ({ pid, startTicks }: ProcessRef): string => `${pid} ${startTicks}`;

/**
 * Measures what the processes of sessions use: those in the terminal of the session's program, those that left it and
 * carry the session's id in their environment, and the children of all these.
 */
export class ProcessMeter {
  /** Of processes outside of every terminal of ours: the session that started them, or null. Read once for each. */
  #marked = new Map<string, string | null>();
  #cpuMs = new Map<string, number>();
  #measuredAt = performance.now();

  /** The processor's part is that of the time since the last call. */
  async measure(sessions: readonly Measured[]): Promise<ProcessUse[]> {
    const rows = await processTable();
    const ownerOf = await this.#owners(sessions, rows);
    const now = performance.now();
    const elapsed = Math.max(1, now - this.#measuredAt);
    const before = this.#cpuMs;
    this.#measuredAt = now;
    this.#cpuMs = new Map(rows.map((row) => [keyOf(row), row.cpuMs]));
    const usedMs = (row: ProcessRow) => Math.max(0, row.cpuMs - (before.get(keyOf(row)) ?? row.cpuMs));
    return Promise.all(
      sessions.map(async ({ sessionId }) => {
        const own = rows.filter(({ pid }) => ownerOf.get(pid) === sessionId);
        const memory = await Promise.all(own.map(({ pid }) => memoryOf(pid)));
        return {
          sessionId,
          cpu: own.reduce((sum, row) => sum + usedMs(row), 0) / elapsed,
          memoryBytes: memory.reduce((sum, bytes) => sum + bytes, 0),
          processes: own.length,
        };
      }),
    );
  }

  /** The session of each process that has one, by pid. */
  async #owners(sessions: readonly Measured[], rows: readonly ProcessRow[]): Promise<Map<number, string>> {
    const leaders = new Map(
      sessions.flatMap(({ sessionId, agent }) => (agent ? [[agent.pid, sessionId]] : [])),
    );
    const marked = await this.#readMarks(rows.filter((row) => !leaders.has(row.terminalSession)));
    const byPid = new Map(rows.map((row) => [row.pid, row]));
    const owners = new Map<number, string>();
    for (const row of rows) {
      // Children are told by their ancestors; `seen` bears a parent that changes while it is looked at.
      const seen = new Set<number>();
      for (let at: ProcessRow | undefined = row; at && !seen.has(at.pid); at = byPid.get(at.parent)) {
        seen.add(at.pid);
        const owner = leaders.get(at.terminalSession) ?? marked.get(keyOf(at));
        if (owner) owners.set(row.pid, owner);
        if (owner) break;
      }
    }
    return owners;
  }

  async #readMarks(rows: readonly ProcessRow[]): Promise<Map<string, string | null>> {
    const entries = rows.map(async (row): Promise<[string, string | null]> => {
      const key = keyOf(row);
      return [key, this.#marked.get(key) ?? (this.#marked.has(key) ? null : await sessionIn(row.pid))];
    });
    this.#marked = new Map(await Promise.all(entries));
    return this.#marked;
  }
}

async function sessionIn(pid: number): Promise<string | null> {
  const variable = (await environmentOf(pid)).find((text) => text.startsWith(MARKER));
  return variable?.slice(MARKER.length) ?? null;
}

import { setImmediate as nextTurn } from 'node:timers/promises';
import {
  type Changes,
  type HostId,
  hasEnded,
  problemOf,
  type Session,
  type SessionId,
} from '@drover/protocol';
import type { Fleet } from '../fleet/fleet.ts';
import type { Logger } from '../log/logger.ts';
import type { HostCommands } from '../relay/host-commands.ts';
import type { ChangeStore } from './change-store.ts';

type Parts = { fleet: Fleet; store: ChangeStore; hostCommands: HostCommands; log: Logger };

/**
 * What sessions have changed: of one that runs as its host sees it now, of one that has ended as it was at its end. The
 * hub fetches the latter when a session ends and when its host comes, one at a time from each host, so that they can be
 * read when that is away or gone.
 */
export class SessionChanges {
  readonly #parts: Parts;
  /** Still to be fetched from each host that is being asked. */
  readonly #wanted = new Map<HostId, Set<SessionId>>();

  constructor(parts: Parts) {
    this.#parts = parts;
    const { fleet } = parts;
    fleet.onChange((event) => {
      if (event.kind !== 'session' || !isOver(event.session)) return;
      const { sessionId, hostId } = event.session;
      if (fleet.host(hostId).online && !this.isKept(sessionId)) this.#want(hostId, [sessionId]);
    });
  }

  /** Throws `no_session`, and what its host says when that must be asked. */
  async read(sessionId: SessionId): Promise<Changes> {
    const { fleet, store } = this.#parts;
    const session = fleet.session(sessionId);
    const kept = hasEnded(session.status) ? store.find(sessionId) : undefined;
    return kept ?? this.#fetch(session);
  }

  /** Whether the hub has them itself. */
  isKept(sessionId: SessionId): boolean {
    return this.#parts.store.has(sessionId);
  }

  /** A host's daemon is there: what could not be had from it before is asked for. */
  hostArrived(hostId: HostId): void {
    const { fleet, store } = this.#parts;
    const kept = store.keptOf(hostId);
    const isMissing = (session: Session) =>
      session.hostId === hostId && isOver(session) && !kept.has(session.sessionId);
    this.#want(
      hostId,
      fleet
        .sessions()
        .filter(isMissing)
        .map(({ sessionId }) => sessionId),
    );
  }

  #want(hostId: HostId, sessionIds: SessionId[]): void {
    const wanted = this.#wanted.get(hostId);
    if (wanted) for (const sessionId of sessionIds) wanted.add(sessionId);
    else if (sessionIds.length > 0) this.#fetchInTurn(hostId, new Set(sessionIds));
  }

  async #fetchInTurn(hostId: HostId, wanted: Set<SessionId>): Promise<void> {
    this.#wanted.set(hostId, wanted);
    try {
      // The hello of a host that has just come is answered first.
      await nextTurn();
      // Those that are wanted meanwhile come at the end of the set.
      for (const sessionId of wanted) {
        wanted.delete(sessionId);
        if (!this.#parts.fleet.host(hostId).online) return;
        await this.#fetch(this.#parts.fleet.session(sessionId)).catch((error) =>
          this.#missed(sessionId, error),
        );
      }
    } catch (error) {
      this.#parts.log.debug(
        { problem: problemOf(error), hostId },
        'a host or session went while it was asked',
      );
    } finally {
      this.#wanted.delete(hostId);
    }
  }

  async #fetch(session: Session): Promise<Changes> {
    const { fleet, store, hostCommands } = this.#parts;
    const { sessionId, hostId } = session;
    const changes = await hostCommands.ask(fleet.host(hostId), 'read_changes', { sessionId });
    // Throws when it was removed meanwhile, with its host.
    fleet.session(sessionId);
    if (hasEnded(session.status)) store.save(sessionId, changes);
    return changes;
  }

  /** It is asked for again when the host comes the next time, or somebody wants to read it. */
  #missed(sessionId: SessionId, error: unknown): void {
    const problem = problemOf(error);
    if (problem.code === 'internal')
      this.#parts.log.error({ err: error, sessionId }, 'changes were not kept');
    else this.#parts.log.debug({ problem, sessionId }, 'changes could not be had');
  }
}

/** Whether a session has ended, in a repository. */
const isOver = ({ status, git }: Session): boolean => hasEnded(status) && git !== null;

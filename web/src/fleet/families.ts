import type { Session, SessionId } from '@drover/protocol';
import { isActive } from '../sessions/session-words.ts';
import { latestOf, successors } from '../sessions/succession.ts';

/** A session with those that were opened beside it. */
export type Family = { session: Session; companions: readonly Session[] };

/** Oldest first: a new card never moves another. */
const byAge = (a: Session, b: Session) => a.createdAt - b.createdAt || a.sessionId.localeCompare(b.sessionId);

const runs = ({ session, companions }: Family): boolean => [session, ...companions].some(isActive);

/**
 * What runs first, then what has ended, each by age. Lists companions with the session that they belong to; one whose
 * parent is gone stands for itself. One that was resumed is not listed: what goes on stands for it, its companions too.
 */
export function familiesOf(sessions: readonly Session[]): Family[] {
  const next = successors(sessions);
  const latest = new Map(sessions.map((session) => [session.sessionId, latestOf(session, next)]));
  const shown = sessions.filter((session) => latest.get(session.sessionId) === session || isActive(session));
  const byHead = Map.groupBy([...shown].sort(byAge), (session) => headOf(session, latest));
  const families = [...byHead.entries()].map(([head, members]) => ({
    session: head,
    companions: endedLast(
      members.filter((member) => member !== head),
      isActive,
    ),
  }));
  return endedLast(families, runs);
}

const endedLast = <T>(items: readonly T[], isRunning: (item: T) => boolean): T[] => [
  ...items.filter(isRunning),
  ...items.filter((item) => !isRunning(item)),
];

/** The session at the top, also of a companion's companion. One whose parents go round in a ring is its own. */
function headOf(session: Session, latest: ReadonlyMap<SessionId, Session>): Session {
  const seen = new Set<Session>();
  for (let one = session; ; ) {
    seen.add(one);
    const parent = one.parentId === null ? undefined : latest.get(one.parentId);
    if (!parent) return one;
    if (seen.has(parent)) return session;
    one = parent;
  }
}

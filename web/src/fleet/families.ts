import type { Session, SessionId } from '@drover/protocol';

/** A session with those that were opened beside it, oldest first. */
export type Family = { session: Session; companions: readonly Session[] };

/** Oldest first: a new card never moves another. */
const byAge = (a: Session, b: Session) => a.createdAt - b.createdAt || a.sessionId.localeCompare(b.sessionId);

/** Lists companions with the session that they belong to; one whose parent is gone stands for itself. */
export function familiesOf(sessions: readonly Session[]): Family[] {
  const known = new Map(sessions.map((session) => [session.sessionId, session]));
  const byHead = Map.groupBy([...sessions].sort(byAge), (session) => headOf(session, known));
  return [...byHead.entries()].map(([head, members]) => ({
    session: head,
    companions: members.filter((member) => member !== head),
  }));
}

/** The session at the top, also of a companion's companion. One whose parents go round in a ring is its own. */
function headOf(session: Session, known: ReadonlyMap<SessionId, Session>): Session {
  const seen = new Set<Session>();
  for (let one = session; ; ) {
    seen.add(one);
    const parent = one.parentId === null ? undefined : known.get(one.parentId);
    if (!parent) return one;
    if (seen.has(parent)) return session;
    one = parent;
  }
}

import type { Session, SessionId } from '@drover/protocol';

/** The session that went on with each one that was resumed: the newest, for one that failed has taken over nothing. */
export function successors(sessions: Iterable<Session>): ReadonlyMap<SessionId, Session> {
  const found = new Map<SessionId, Session>();
  for (const one of sessions) {
    if (one.resumedFrom === null || one.status === 'failed') continue;
    const known = found.get(one.resumedFrom);
    if (!known || known.createdAt < one.createdAt) found.set(one.resumedFrom, one);
  }
  return found;
}

/** Where the work of a session goes on now; itself, unless it was resumed. */
export function latestOf(session: Session, next: ReadonlyMap<SessionId, Session>): Session {
  const seen = new Set<SessionId>();
  for (let one = session; ; ) {
    seen.add(one.sessionId);
    const following = next.get(one.sessionId);
    if (!following || seen.has(following.sessionId)) return one;
    one = following;
  }
}

/** Where the work of a session goes on; undefined while nobody has resumed it. */
export function successorOf(session: Session, sessions: Iterable<Session>): Session | undefined {
  const latest = latestOf(session, successors(sessions));
  return latest === session ? undefined : latest;
}

/** Those whose work goes on in this one, nearest first. */
export function predecessorsOf(session: Session, sessions: ReadonlyMap<SessionId, Session>): Session[] {
  const found = new Set<Session>();
  for (let one = session; one.resumedFrom !== null; ) {
    const before = sessions.get(one.resumedFrom);
    if (!before || before === session || found.has(before)) break;
    found.add(before);
    one = before;
  }
  return [...found];
}

/** Another session that runs and holds the conversation of this ended one. */
export const holderOf = (session: Session, sessions: Iterable<Session>): Session | undefined =>
  [...sessions].find(
    ({ sessionId, status, hostId, profile, conversationId, resumedFrom }) =>
      sessionId !== session.sessionId &&
      (status === 'starting' || status === 'running') &&
      hostId === session.hostId &&
      profile === session.profile &&
      (resumedFrom === session.sessionId ||
        (conversationId !== null && conversationId === session.conversationId)),
  );

import { type HostId, hasEnded, type Session, type SessionFacts, type SessionId } from '@drover/protocol';

export type Reconciled = {
  /** As they must be kept from now on. */
  changed: Session[];
  /** Asked for so recently that the host may not have heard of them yet. */
  pending: SessionId[];
  /** Told by this host, but another's. */
  foreign: SessionId[];
};

export type ReconcileInput = {
  hostId: HostId;
  told: SessionFacts[];
  /** This host's sessions that the hub shows. */
  held: Session[];
  /** Whose a session is; undefined when the hub has never heard of it. */
  ownerOf: (sessionId: SessionId) => HostId | undefined;
  /** Sessions asked for before this time are no longer waited for. */
  startingSince: number;
  now: number;
};

/** Brings together what the hub holds of a host's sessions and what the host says it has. The host is right. */
export function reconcile(input: ReconcileInput): Reconciled {
  const told = new Set(input.told.map(({ sessionId }) => sessionId));
  const missing = input.held.filter(({ sessionId, status }) => !told.has(sessionId) && !hasEnded(status));
  const isPending = (session: Session) =>
    session.status === 'starting' && session.createdAt > input.startingSince;
  const lost = missing.filter((session) => !isPending(session)).map((session) => asLost(session, input.now));
  const { known, foreign } = sortTold(input);
  return {
    changed: [...known, ...lost],
    pending: missing.filter(isPending).map(({ sessionId }) => sessionId),
    foreign,
  };
}

function sortTold({ told, held, hostId, ownerOf }: ReconcileInput) {
  const heldById = new Map(held.map((session) => [session.sessionId, session]));
  const known: Session[] = [];
  const foreign: SessionId[] = [];
  for (const facts of told) {
    const session = heldById.get(facts.sessionId);
    const owner = session ? hostId : ownerOf(facts.sessionId);
    if (owner !== undefined && owner !== hostId) foreign.push(facts.sessionId);
    // An owner without a held session: archived here, and stays so.
    else if (session || owner === undefined) known.push(withFacts(session, facts, hostId, ownerOf));
  }
  return { known, foreign };
}

/**
 * A session after its host told about it. What people call it, what it is for, beside which it was opened and its place
 * in the list are the hub's once it has them. One that the hub has never heard of is not put beside another host's.
 */
export function withFacts(
  held: Session | undefined,
  facts: SessionFacts,
  hostId: HostId,
  ownerOf: ReconcileInput['ownerOf'],
): Session {
  const { task, createdAt } = held ?? facts;
  const { parentId, name, tags, prompt, resumedFrom } = held ?? { ...NOTHING_SAID, parentId: ownParent() };
  return { ...facts, hostId, task, createdAt, parentId, name, tags, prompt, resumedFrom };

  function ownParent() {
    const owner = facts.parentId === null ? hostId : ownerOf(facts.parentId);
    return owner === undefined || owner === hostId ? facts.parentId : null;
  }
}

/** What only the hub knows of a session, of one that it has never heard of. */
const NOTHING_SAID = { name: null, tags: [], prompt: null, resumedFrom: null };

export function asLost(session: Session, now: number): Session {
  const reason = { code: 'gone_from_host', message: 'Its host no longer has it.' } as const;
  return { ...session, status: 'lost', reason, endedAt: now, viewers: 0, activity: null };
}

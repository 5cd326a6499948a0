import { isDeepStrictEqual } from 'node:util';
import {
  DroverError,
  type Hello,
  type Host,
  HostFacts,
  type HostId,
  type HostLoad,
  hasEnded,
  type Problem,
  type ProcessUse,
  type Session,
  type SessionFacts,
  type SessionId,
} from '@drover/protocol';
import type { AuditStore } from '../audit/audit-store.ts';
import type { Database } from '../db/database.ts';
import { accessOf, type HostRow, type HostStore } from '../hosts/host-store.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import { asLost, type Reconciled, reconcile, withFacts } from './reconcile.ts';

/** What a host's daemon says when it comes. */
export type Arrival = Pick<Hello, 'facts' | 'sessions' | 'time'>;

export type FleetEvent =
  | { kind: 'host'; host: Host }
  | { kind: 'host-gone'; hostId: HostId }
  | { kind: 'session'; session: Session }
  | { kind: 'session-gone'; sessionId: SessionId }
  | { kind: 'processes'; uses: ProcessUse[] };

type Parts = {
  db: Database;
  hosts: HostStore;
  sessions: SessionStore;
  audit: AuditStore;
  clock: () => number;
  /** The machine that the hub runs on, when it was started with its token. */
  localHostId?: HostId | undefined;
};

/**
 * All hosts, and all sessions that are not archived, as they are now. Kept in memory and written through, except
 * what changes with every spinner, resize or command: that is written along with the next lasting change, and told
 * again by the host after a restart of the hub. Activity is never written: it is shown as last known while the host is
 * away, and unknown after a restart until its daemon tells.
 */
export class Fleet {
  readonly #parts: Parts;
  readonly #hosts = new Map<HostId, Host>();
  readonly #sessions: Map<SessionId, Session>;
  /** Shown, but refused by the disk: written with the next change. */
  readonly #unsaved = new Set<SessionId>();
  readonly #listeners = new Set<(event: FleetEvent) => void>();

  constructor(parts: Parts) {
    this.#parts = parts;
    for (const row of parts.hosts.all()) this.#hosts.set(row.hostId, this.#toHost(row));
    this.#sessions = new Map(parts.sessions.unarchived().map((session) => [session.sessionId, session]));
  }

  onChange(listener: (event: FleetEvent) => void): void {
    this.#listeners.add(listener);
  }

  hosts(): Host[] {
    return [...this.#hosts.values()];
  }

  sessions(): Session[] {
    return [...this.#sessions.values()];
  }

  /** Throws `not_found`. */
  host(hostId: HostId): Host {
    const host = this.#hosts.get(hostId);
    if (!host) throw new DroverError('not_found', 'There is no such host; it may have been removed.');
    return host;
  }

  /** Archived or not. Throws `no_session`. */
  session(sessionId: SessionId): Session {
    const session = this.#sessions.get(sessionId) ?? this.#parts.sessions.find(sessionId);
    if (!session) throw new DroverError('no_session', 'There is no such session; it may have been removed.');
    return session;
  }

  isShown(sessionId: SessionId): boolean {
    return this.#sessions.has(sessionId);
  }

  /** A host was registered, or what is kept of it was changed. */
  putRow(row: HostRow): void {
    const held = this.#hosts.get(row.hostId);
    const fresh = this.#toHost(row);
    const { name, access } = fresh;
    this.#putHost(held ? { ...held, name, access } : fresh);
  }

  /** A host was deleted, with all its sessions. */
  forgetHost(hostId: HostId): void {
    for (const session of this.sessions()) if (session.hostId === hostId) this.#hide(session.sessionId);
    if (this.#hosts.delete(hostId)) this.#tell({ kind: 'host-gone', hostId });
  }

  /**
   * A host's daemon came and told all that it has. In one transaction: either all of it is taken or nothing.
   * `startingSince`: sessions asked for earlier, and not told, are lost.
   */
  hostArrived(hostId: HostId, hello: Arrival, startingSince: number): Reconciled {
    const { db, hosts, audit, clock } = this.#parts;
    const now = clock();
    const held = this.sessions().filter((session) => session.hostId === hostId);
    const ownerOf = (sessionId: SessionId) => this.#ownerOf(sessionId);
    const outcome = reconcile({ hostId, told: hello.sessions, held, ownerOf, startingSince, now });
    db.transaction(() => {
      hosts.change(hostId, { facts: hello.facts, lastSeenAt: now });
      for (const session of outcome.changed) this.#saveWhenLasting(session);
      for (const subject of outcome.foreign)
        audit.record({ actor: hostId, action: 'foreign_session', subject });
    });
    for (const session of outcome.changed) this.#show(session);
    const { facts, time } = hello;
    const arrived = { online: true, lastSeenAt: now, facts, clockSkewMs: time - now, refused: null };
    this.#putHost({ ...this.host(hostId), ...arrived });
    return outcome;
  }

  hostLeft(hostId: HostId): void {
    const lastSeenAt = this.#parts.clock();
    this.#putHost({ ...this.host(hostId), online: false, lastSeenAt, load: null, clockSkewMs: null });
    this.#parts.hosts.change(hostId, { lastSeenAt });
  }

  /** A host's daemon was turned away. False when it was so before, for the same reason. */
  hostRefused(hostId: HostId, refused: Problem): boolean {
    const host = this.host(hostId);
    if (isDeepStrictEqual(host.refused, refused)) return false;
    this.#putHost({ ...host, refused });
    return true;
  }

  /** How the machine does; not kept. */
  loadTold(hostId: HostId, load: HostLoad): void {
    const clockSkewMs = load.time - this.#parts.clock();
    this.#putHost({ ...this.host(hostId), load, clockSkewMs });
  }

  hostChanged(hostId: HostId, facts: HostFacts): void {
    const host = this.host(hostId);
    if (!isDeepStrictEqual(host.facts, facts)) this.#parts.hosts.change(hostId, { facts });
    this.#putHost({ ...host, facts });
  }

  /** A host told about one session. Throws `forbidden_session` when it is another host's. */
  sessionTold(hostId: HostId, facts: SessionFacts): void {
    const { sessionId } = facts;
    const held = this.#sessions.get(sessionId);
    const owner = this.#ownerOf(sessionId);
    if (owner !== undefined && owner !== hostId) throw new DroverError('forbidden_session', NOT_YOURS);
    const isArchived = owner !== undefined && !held;
    if (!isArchived) this.#putTold(withFacts(held, facts, hostId, (parentId) => this.#ownerOf(parentId)));
  }

  /** What the processes of a host's sessions use; not kept. Throws `forbidden_session` when one is another host's. */
  processesTold(hostId: HostId, told: ProcessUse[]): void {
    const isForeign = ({ sessionId }: ProcessUse) => (this.#ownerOf(sessionId) ?? hostId) !== hostId;
    if (told.some(isForeign)) throw new DroverError('forbidden_session', NOT_YOURS);
    const uses = told.filter(({ sessionId }) => this.isShown(sessionId));
    if (uses.length > 0) this.#tell({ kind: 'processes', uses });
  }

  /** Keeps a session as it is now, together with what `alongside` writes, and tells. */
  put(session: Session, alongside: () => void = () => {}): void {
    this.#parts.db.transaction(() => {
      alongside();
      this.#saveWhenLasting(session);
    });
    this.#show(session);
  }

  /** Archived or not. Throws `no_session`. */
  edit(sessionId: SessionId, change: Partial<Pick<Session, 'task' | 'name' | 'tags'>>): Session {
    const session = { ...this.session(sessionId), ...change };
    if (this.isShown(sessionId)) this.put(session);
    else this.#parts.sessions.save(session);
    return session;
  }

  /** Ends the wait for sessions of which their host has still not told anything. */
  loseIfStarting(sessionIds: SessionId[]): void {
    for (const sessionId of sessionIds) {
      const session = this.#sessions.get(sessionId);
      if (session?.status === 'starting') this.put(asLost(session, this.#parts.clock()));
    }
  }

  /** Takes an ended session out of the fleet; it stays in the history. Throws `session_running`. */
  archive(sessionId: SessionId): Session {
    const session = this.session(sessionId);
    if (!hasEnded(session.status)) {
      throw new DroverError('session_running', 'The session has not ended; stop it before archiving it.');
    }
    this.#parts.sessions.archive(sessionId, this.#parts.clock());
    this.#hide(sessionId);
    return session;
  }

  /** Forgets a session that never was. */
  remove(sessionId: SessionId): void {
    this.#parts.sessions.remove(sessionId);
    this.#hide(sessionId);
  }

  /** What a host tells is shown also while the disk takes nothing. */
  #putTold(session: Session): void {
    try {
      this.put(session);
    } catch (error) {
      this.#unsaved.add(session.sessionId);
      this.#show(session);
      throw error;
    }
  }

  #saveWhenLasting(session: Session): void {
    const held = this.#sessions.get(session.sessionId);
    const isSaved = held && !this.#unsaved.has(session.sessionId);
    if (isSaved && isDeepStrictEqual(lastingPart(held), lastingPart(session))) return;
    this.#parts.sessions.save(session);
    this.#unsaved.delete(session.sessionId);
  }

  #show(session: Session): void {
    this.#sessions.set(session.sessionId, session);
    this.#tell({ kind: 'session', session });
  }

  #ownerOf(sessionId: SessionId): HostId | undefined {
    return this.#sessions.get(sessionId)?.hostId ?? this.#parts.sessions.ownerOf(sessionId);
  }

  #toHost(row: HostRow): Host {
    return toHost(row, row.hostId === this.#parts.localHostId);
  }

  #hide(sessionId: SessionId): void {
    if (this.#sessions.delete(sessionId)) this.#tell({ kind: 'session-gone', sessionId });
  }

  #putHost(host: Host): void {
    this.#hosts.set(host.hostId, host);
    this.#tell({ kind: 'host', host });
  }

  #tell(event: FleetEvent): void {
    for (const listener of this.#listeners) listener(event);
  }
}

const NOT_YOURS = 'This session belongs to another host.';

/** What changes all the time while a session runs is at rest once it has ended. */
function lastingPart({ viewers: _viewers, activity: _activity, ...session }: Session): Partial<Session> {
  if (hasEnded(session.status)) return session;
  const { title: _title, size: _size, git: _git, shell: _shell, ...lasting } = session;
  return lasting;
}

const toHost = (row: HostRow, isLocal: boolean): Host => ({
  hostId: row.hostId,
  name: row.name,
  isLocal,
  access: accessOf(row),
  online: false,
  createdAt: row.createdAt,
  lastSeenAt: row.lastSeenAt,
  // Those of an older Drover may be of another shape: then they are not known until the daemon comes.
  facts: HostFacts.safeParse(row.facts).data ?? null,
  load: null,
  clockSkewMs: null,
  refused: null,
});

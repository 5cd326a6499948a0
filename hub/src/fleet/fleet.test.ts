import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import {
  type Activity,
  type GitStatus,
  type HostFacts,
  problemOf,
  type SessionFacts,
  type ShellState,
} from '@drover/protocol';
import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { AuditStore } from '../audit/audit-store.ts';
import { Database } from '../db/database.ts';
import { explainStorageError } from '../db/storage-errors.ts';
import { HostStore } from '../hosts/host-store.ts';
import { SessionStore } from '../sessions/session-store.ts';
import { hostFacts, sessionFacts } from '../testing/facts.ts';
import { Fleet, type FleetEvent } from './fleet.ts';

function catchProblem(act: () => void): string {
  try {
    act();
    return 'done';
  } catch (error) {
    return problemOf(explainStorageError(error)).code;
  }
}

/** Rows that were written since the database was opened. */
const writes = (db: Database) =>
  db.orm.get<{ changes: number }>(sql`SELECT total_changes() AS changes`).changes;

const git: GitStatus = {
  branch: 'main',
  head: 'a1',
  upstream: 'origin/main',
  ahead: 1,
  behind: 0,
  changedFiles: 2,
};
const shell: ShellState = { directory: '/home/ada', command: 'ls', startedAt: 1, ended: null };
const activity: Activity = {
  state: 'working',
  reason: null,
  since: 1,
  doing: 'Bash: npm test',
  evidence: { source: 'hook', words: 'PreToolUse' },
  confidence: 'certain',
  ask: null,
};

const hello = (sessions: SessionFacts[]) => ({ facts: hostFacts, sessions, time: Date.now() });

describe('the fleet', () => {
  let folder: string;
  let db: Database;
  beforeEach(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'drover-fleet-'));
    db = new Database(path.join(folder, 'hub.db'));
  });
  afterEach(() => {
    db.close();
    rmSync(folder, { recursive: true });
  });

  function fleetWithHost() {
    const stores = { hosts: new HostStore(db), sessions: new SessionStore(db) };
    const atlas = { name: 'atlas', tokenHash: 'hash', isLocal: false, createdAt: 0 };
    const { hostId } = stores.hosts.add(atlas);
    const fleet = new Fleet({ db, ...stores, audit: new AuditStore(db, Date.now), clock: Date.now });
    const events: FleetEvent[] = [];
    fleet.onChange((event) => events.push(event));
    return { fleet, hostId, events, ...stores };
  }

  it('tells changes of a title at once, and writes them with the next lasting change', () => {
    const { fleet, hostId, events, sessions } = fleetWithHost();
    const facts = sessionFacts();
    fleet.sessionTold(hostId, facts);
    fleet.sessionTold(hostId, { ...facts, title: 'working' });
    expect(events).toMatchObject([{ kind: 'session' }, { kind: 'session', session: { title: 'working' } }]);
    expect(sessions.find(facts.sessionId)?.title).toBeNull();
    fleet.sessionTold(hostId, { ...facts, title: 'done', status: 'exited' });
    expect(sessions.find(facts.sessionId)).toMatchObject({ title: 'done', status: 'exited' });
  });

  it('never writes activity, and git and shell only along with other changes, or once the session has ended', () => {
    const { fleet, hostId, events, sessions } = fleetWithHost();
    const facts = sessionFacts();
    fleet.sessionTold(hostId, facts);
    const writesBefore = writes(db);
    const busy = { ...facts, activity, git, shell };
    fleet.sessionTold(hostId, busy);
    expect(writes(db)).toBe(writesBefore);
    expect(events.at(-1)).toMatchObject({ session: { activity, git, shell } });
    expect(sessions.find(facts.sessionId)).toMatchObject({ activity: null, git: null, shell: null });
    fleet.sessionTold(hostId, { ...busy, conversationId: 'c1' });
    expect(sessions.find(facts.sessionId)).toMatchObject({ activity: null, git, shell });
    const over = { ...busy, status: 'exited', activity: null, endedAt: 1 } as const;
    fleet.sessionTold(hostId, over);
    const last = { ...git, changedFiles: 9 };
    fleet.sessionTold(hostId, { ...over, git: last });
    expect(sessions.find(facts.sessionId)?.git).toEqual(last);
  });

  it('tells what processes use to pages, of sessions that are shown, and keeps nothing of it', () => {
    const { fleet, hostId, events } = fleetWithHost();
    const [shown, archived] = [sessionFacts(), sessionFacts({ status: 'exited' })];
    fleet.hostArrived(hostId, hello([shown, archived]), 0);
    fleet.archive(archived.sessionId);
    const use = (sessionId: string) => ({ sessionId, cpu: 0.5, memoryBytes: 1, processes: 2 });
    const writesBefore = writes(db);
    const told = [use(shown.sessionId), use(archived.sessionId), use(randomUUID())];
    fleet.processesTold(hostId, told);
    expect(events.at(-1)).toEqual({ kind: 'processes', uses: [use(shown.sessionId)] });
    expect(writes(db)).toBe(writesBefore);
  });

  it('does not know the machine of a host whose facts an older Drover wrote, until its daemon comes', () => {
    const { hosts, sessions } = fleetWithHost();
    const { hostId } = hosts.add({ name: 'boreas', tokenHash: 'other', isLocal: false, createdAt: 1 });
    const { policy: _, ...older } = hostFacts;
    hosts.change(hostId, { facts: older as HostFacts });
    const again = new Fleet({ db, hosts, sessions, audit: new AuditStore(db, Date.now), clock: Date.now });
    expect(again.host(hostId).facts).toBeNull();
    again.hostArrived(hostId, hello([]), 0);
    expect(again.host(hostId).facts).toEqual(hostFacts);
  });

  it('[F28] shows what a host tells while the disk is full, and writes it when there is room again', () => {
    const { fleet, hostId, sessions } = fleetWithHost();
    const facts = sessionFacts();
    fleet.sessionTold(hostId, facts);
    const limitPages = (pages: number) => db.orm.run(sql.raw(`PRAGMA max_page_count = ${pages}`));
    limitPages(1);
    const ended = {
      ...facts,
      status: 'exited',
      reason: { code: 'stopped', message: 'x'.repeat(2_000) },
    } as const;
    const tell = () => fleet.sessionTold(hostId, { ...ended, projectDir: `/${'x'.repeat(4_000)}` });
    expect(catchProblem(tell)).toBe('storage_full');
    expect(fleet.session(facts.sessionId).status).toBe('exited');
    expect(sessions.find(facts.sessionId)?.status).toBe('running');
    limitPages(1_000_000);
    tell();
    expect(sessions.find(facts.sessionId)?.status).toBe('exited');
  });

  it('takes all that a host says at its arrival, or nothing', () => {
    const { fleet, hostId, events } = fleetWithHost();
    const impossible = { ...sessionFacts(), projectDir: null as unknown as string };
    const arrival = () => fleet.hostArrived(hostId, hello([sessionFacts(), impossible]), 0);
    expect(arrival).toThrow();
    expect(fleet.sessions()).toEqual([]);
    expect(fleet.host(hostId).online).toBe(false);
    expect(events).toEqual([]);
  });

  it('[F23] takes all that a host says at its arrival in one transaction', () => {
    const { fleet, hostId } = fleetWithHost();
    let transactions = 0;
    const { transaction } = db;
    db.transaction = (work) => {
      transactions++;
      return transaction.call(db, work) as ReturnType<typeof work>;
    };
    const writesBefore = writes(db);
    fleet.hostArrived(hostId, hello(Array.from({ length: 10 }, () => sessionFacts())), 0);
    expect(writes(db) - writesBefore).toBe(11);
    expect(transactions).toBe(1);
  });

  it('is the same after a restart, but for who is online', () => {
    const { fleet, hostId, hosts, sessions } = fleetWithHost();
    fleet.hostArrived(hostId, hello([sessionFacts({ viewers: 3 }), sessionFacts()]), 0);
    const again = new Fleet({ db, hosts, sessions, audit: new AuditStore(db, Date.now), clock: Date.now });
    expect(again.sessions()).toEqual(fleet.sessions().map((session) => ({ ...session, viewers: 0 })));
    expect(again.hosts()).toEqual(
      fleet.hosts().map((host) => ({ ...host, online: false, clockSkewMs: null })),
    );
  });
});

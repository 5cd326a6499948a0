import { randomUUID } from 'node:crypto';
import type { Session } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { sessionFacts, shownSession } from '../testing/facts.ts';
import { reconcile } from './reconcile.ts';

const hostId = randomUUID();
const held = (change: Partial<Session> = {}): Session => ({
  ...shownSession(sessionFacts(), hostId),
  ...change,
});
const quiet = { hostId, told: [], held: [], ownerOf: () => undefined, startingSince: 1_000, now: 2_000 };

describe('reconciliation', () => {
  it('takes what the host tells, but keeps the task and the time that the hub has', () => {
    const session = held({ task: 'edited', createdAt: 5 });
    const facts = sessionFacts({ sessionId: session.sessionId, task: 'first', createdAt: 9, title: 'vim' });
    const { changed } = reconcile({ ...quiet, held: [session], told: [facts] });
    expect(changed).toEqual([{ ...shownSession(facts, hostId), task: 'edited', createdAt: 5 }]);
  });

  it('keeps what the hub alone knows of a session', () => {
    const own = {
      parentId: randomUUID(),
      name: 'Fence',
      tags: ['wood'],
      prompt: 'Begin.',
      resumedFrom: randomUUID(),
    };
    const session = held(own);
    const facts = sessionFacts({ sessionId: session.sessionId, model: 'opus' });
    const { changed } = reconcile({ ...quiet, held: [session], told: [facts] });
    expect(changed).toMatchObject([{ ...own, model: 'opus' }]);
  });

  it('[F67] puts a session that it has never heard of beside its own ones only', () => {
    const parentId = randomUUID();
    const told = [sessionFacts({ parentId })];
    const parentAt = (owner: string | undefined) => (sessionId: string) =>
      sessionId === parentId ? owner : undefined;
    const parentOf = (owner: string | undefined) =>
      reconcile({ ...quiet, told, ownerOf: parentAt(owner) }).changed[0]?.parentId;
    expect(parentOf(hostId)).toBe(parentId);
    expect(parentOf(undefined)).toBe(parentId);
    expect(parentOf(randomUUID())).toBeNull();
  });

  it('knows nothing any more of what a session does that is lost', () => {
    const activity = { state: 'working' } as Session['activity'];
    const { changed } = reconcile({ ...quiet, held: [held({ activity })] });
    expect(changed).toMatchObject([{ status: 'lost', activity: null }]);
  });

  it('brings back a session that was given up too early', () => {
    const session = held({ status: 'lost', endedAt: 7 });
    const facts = sessionFacts({ sessionId: session.sessionId });
    const { changed } = reconcile({ ...quiet, held: [session], told: [facts] });
    expect(changed).toMatchObject([{ status: 'running', endedAt: null }]);
  });

  it('gives up running sessions that are not told, and leaves ended ones alone', () => {
    const running = held();
    const { changed } = reconcile({ ...quiet, held: [running, held({ status: 'exited' })] });
    expect(changed).toMatchObject([{ sessionId: running.sessionId, status: 'lost', endedAt: 2_000 }]);
  });

  it('waits for sessions that were asked for just now', () => {
    const young = held({ status: 'starting', createdAt: 1_001 });
    const old = held({ status: 'starting', createdAt: 1_000 });
    const { changed, pending } = reconcile({ ...quiet, held: [young, old] });
    expect(pending).toEqual([young.sessionId]);
    expect(changed).toMatchObject([{ sessionId: old.sessionId, status: 'lost' }]);
  });

  it('does not bring back what was archived', () => {
    const { changed, foreign } = reconcile({ ...quiet, told: [sessionFacts()], ownerOf: () => hostId });
    expect([changed, foreign]).toEqual([[], []]);
  });

  it('[B41] does not take a session of another host', () => {
    const facts = sessionFacts();
    const { changed, foreign } = reconcile({ ...quiet, told: [facts], ownerOf: () => randomUUID() });
    expect([changed, foreign]).toEqual([[], [facts.sessionId]]);
  });
});

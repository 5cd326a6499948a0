import { randomUUID } from 'node:crypto';
import {
  type Answer,
  decodeInputFrame,
  type Fleet,
  FRAME_EVENT,
  LoginList,
  NewInvite,
} from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { type ClientSocket, Refused } from '../../testing/client-socket.ts';
import { movableClock } from '../../testing/movable-clock.ts';
import type { TestHub } from '../../testing/test-hub.ts';
import { codeIn, PASSWORD, type TestPerson } from '../../testing/test-person.ts';
import type { TestViewer } from '../../testing/test-viewer.ts';
import { watched } from '../../testing/watched.ts';

const codeOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.error.code);

/** Ada watches a session, and so does Bob, an operator, who has typed into it. */
async function bothWatch(clock = movableClock()) {
  const rig = await watched({ clock: clock.now, timings: { accessCheck: 20 } });
  const bob = await rig.hub.join('operator', 'bob');
  const viewer = await bob.viewer();
  const attachId = randomUUID();
  await viewer.attach(rig.session.sessionId, attachId);
  viewer.type(attachId, 'before', { sentAt: clock.now() });
  await typed(rig.daemon, 'before');
  return { ...rig, ada: rig.viewer, adaId: rig.attachId, bob, viewer, attachId, clock };
}

/** The next input that reaches the daemon is this. */
async function typed(daemon: { socket: ClientSocket }, text: string): Promise<void> {
  const { bytes } = decodeInputFrame(await daemon.socket.inbox.take<Uint8Array>(FRAME_EVENT));
  expect(new TextDecoder().decode(bytes)).toBe(text);
}

async function refusal(connecting: Promise<TestViewer>): Promise<string | undefined> {
  const error = await connecting.catch((error: unknown) => error);
  return error instanceof Refused ? error.problem?.code : 'let in';
}

async function endOneFrom(other: TestPerson): Promise<void> {
  const { body } = await other.ask({ path: '/api/me/logins' });
  const ended = LoginList.parse(body).logins.find(({ current }) => !current);
  await other.ask({ method: 'DELETE', path: `/api/me/logins/${ended?.loginId}` });
}

async function resetPassword(hub: TestHub, bob: TestPerson): Promise<void> {
  const { url } = NewInvite.parse((await hub.post(`${bob.path}/reset`, {})).body);
  await hub.post('/api/invites/accept', { code: codeIn(url), name: null, password: 'a new horse charger' });
}

type Act = (hub: TestHub, bob: TestPerson) => Promise<unknown>;

const ENDS: [string, Act][] = [
  ['logs out', (_hub, bob) => bob.post('/api/logout')],
  ['is disabled', (hub, bob) => hub.ask({ method: 'PATCH', path: bob.path, body: { disabled: true } })],
  ['is deleted', (hub, bob) => hub.ask({ method: 'DELETE', path: bob.path })],
  ['ends this login from another', async (_hub, bob) => endOneFrom(await bob.logIn())],
  [
    'changes the password in another',
    async (_hub, bob) =>
      (await bob.logIn()).post('/api/me/password', { current: PASSWORD, next: 'a new horse charger' }),
  ],
  ['chooses a new password by a link', resetPassword],
];

describe('[F66] a person who watches', () => {
  it.each(ENDS)('and %s is out at once, and nothing typed then arrives', async (_what, act) => {
    const { hub, daemon, ada, adaId, bob, viewer, attachId } = await bothWatch();
    await using _ = hub;
    await act(hub, bob);
    viewer.type(attachId, 'after', { seq: 1 });
    await viewer.socket.closed;
    expect(await daemon.socket.inbox.take('detach')).toEqual({ attachId });
    ada.type(adaId, 'ada');
    await typed(daemon, 'ada');
    expect(await refusal(bob.viewer())).toBe('unauthenticated');
  });

  it('whose role is lowered comes back as who they are now, and only watches', async () => {
    const { hub, daemon, session, ada, adaId, bob, viewer, attachId } = await bothWatch();
    await using _ = hub;
    await hub.ask({ method: 'PATCH', path: bob.path, body: { role: 'viewer' } });
    viewer.type(attachId, 'after', { seq: 1 });
    await viewer.socket.closed;
    const again = await bob.viewer();
    expect((await again.take<Fleet>('fleet')).me).toEqual({ ...bob.user, role: 'viewer' });
    const next = randomUUID();
    expect(codeOf(await again.attach(session.sessionId, next))).toBe('ok');
    expect(codeOf(await again.socket.ask('control', { attachId: next }))).toBe('forbidden');
    again.type(next, 'as a viewer');
    expect(await again.take('input-result')).toMatchObject({ refused: { code: 'forbidden' } });
    ada.type(adaId, 'ada');
    await typed(daemon, 'ada');
  });

  it('is not disturbed by what changes nothing for this login', async () => {
    const { hub, bob, viewer } = await bothWatch();
    await using _ = hub;
    const other = await bob.logIn();
    await other.post('/api/logout');
    const { token } = await bob.token('viewer');
    await bob.ask({ method: 'DELETE', path: `/api/me/tokens/${token.tokenId}` });
    await bob.post('/api/me/password', { current: PASSWORD, next: 'a new horse charger' });
    expect(viewer.socket.isConnected).toBe(true);
    expect(codeOf(await viewer.socket.ask('pictures', { wanted: false }))).toBe('ok');
  });

  it('is out also when the login expires', async () => {
    const { hub, viewer, clock } = await bothWatch();
    await using _ = hub;
    clock.advance(31 * 24 * 60 * 60_000);
    await viewer.socket.closed;
  });
});

describe('[F66] a program with an API token', () => {
  it('may be what the scope of its token says, until that is deleted', async () => {
    const { hub, session, bob } = await bothWatch();
    await using _ = hub;
    const { token, secret } = await bob.token('viewer');
    const program = await hub.program(secret);
    expect((await program.take<Fleet>('fleet')).me).toEqual({ ...bob.user, role: 'viewer' });
    const attachId = randomUUID();
    expect(codeOf(await program.attach(session.sessionId, attachId))).toBe('ok');
    expect(codeOf(await program.socket.ask('control', { attachId }))).toBe('forbidden');
    await bob.ask({ method: 'DELETE', path: `/api/me/tokens/${token.tokenId}` });
    await program.socket.closed;
    expect(await refusal(hub.program(secret))).toBe('unauthenticated');
  });

  it('is out when its token expires', async () => {
    const { hub, bob, clock } = await bothWatch();
    await using _ = hub;
    const { secret } = await bob.token('operator', 1);
    const program = await hub.program(secret);
    clock.advance(24 * 60 * 60_000);
    await program.socket.closed;
  });
});

it('an open page uses its login, which therefore does not expire', async () => {
  const { hub, bob, viewer, clock } = await bothWatch();
  await using _ = hub;
  const lastUse = async () => {
    const { body } = await bob.ask({ path: '/api/me/logins' });
    return LoginList.parse(body).logins[0]?.lastUsedAt ?? 0;
  };
  const cookieOnly = await lastUse();
  clock.advance(20 * 24 * 60 * 60_000);
  await expect
    .poll(() => hub.hub.people.accounts.list().find(({ name }) => name === 'bob')?.lastSeenAt)
    .toBeGreaterThan(cookieOnly + 60_000);
  clock.advance(20 * 24 * 60 * 60_000);
  expect((await bob.ask({ path: '/api/me' })).status).toBe(200);
  expect(viewer.socket.isConnected).toBe(true);
});

import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  type Answer,
  type AuditPage,
  DAEMON_NAMESPACE,
  encodeInputFrame,
  encodeStreamFrame,
  FRAME_EVENT,
  type Host,
  PROTOCOL_VERSION,
  type RegisteredHost,
  SessionFacts,
  UI_NAMESPACE,
} from '@drover/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { z } from 'zod';
import { ClientSocket, Refused } from '../../hub/src/testing/client-socket.ts';
import { hostFacts } from '../../hub/src/testing/facts.ts';
import { isAlive } from '../harness/proc.ts';
import { Stage } from '../harness/stage.ts';

const codeOf = (answer: Answer<unknown>) => (answer.ok ? 'ok' : answer.error.code);

/** The token of another host of the same hub, in the hands of somebody who means harm. */
async function stolenToken(stage: Stage): Promise<{ hostId: string; token: string }> {
  const body = await stage.person.ask<RegisteredHost>('POST', '/hosts', { name: 'rogue' });
  return { hostId: body.host.hostId, token: body.host_token ?? '' };
}

async function connect(stage: Stage, token: string): Promise<ClientSocket> {
  const socket = await ClientSocket.connect(stage.drover.url, DAEMON_NAMESPACE, { auth: { token } });
  onTestFinished(() => socket.close());
  return socket;
}

/** A rogue that is in, and says to have these sessions. */
async function rogueWith(stage: Stage, token: string, sessions: SessionFacts[] = []): Promise<ClientSocket> {
  const socket = await connect(stage, token);
  const hello = {
    protocol: PROTOCOL_VERSION,
    instanceId: randomUUID(),
    time: Date.now(),
    facts: hostFacts,
    sessions,
  };
  expect(codeOf(await socket.ask('hello', hello))).toBe('ok');
  return socket;
}

const auditOf = async (stage: Stage, actor: string): Promise<string[]> => {
  const { lines } = await stage.person.ask<AuditPage>('GET', '/audit?limit=500');
  return lines.filter((line) => line.actor === actor).map(({ action }) => action);
};

/** As its daemon would tell it. */
async function factsOf(stage: Stage, sessionId: string): Promise<SessionFacts> {
  return z.object(SessionFacts.shape).parse(await stage.person.session(sessionId));
}

it('host B’s token types into host A', async () => {
  await using stage = await Stage.open();
  const { sessionId, viewer } = await stage.bash();
  const attachId = viewer.state?.attachId ?? '';
  const { hostId, token } = await stolenToken(stage);
  const size = { cols: 80, rows: 24 };
  const bytes = Buffer.from('touch ~/pwned\r');
  const input = encodeInputFrame({ attachId, seq: 1, sentAt: Date.now(), bytes });

  for (const attempt of [
    (rogue: ClientSocket) => rogue.ask('attach', { attachId: randomUUID(), sessionId, size, from: null }),
    (rogue: ClientSocket) => rogue.ask('control', { attachId }),
    (rogue: ClientSocket) => rogue.ask('resize', { attachId, size }),
    (rogue: ClientSocket) => rogue.ask('command', { kind: 'stop', payload: { sessionId } }),
    (rogue: ClientSocket) => {
      rogue.tell(FRAME_EVENT, input);
      return rogue.ask('input', input.toString());
    },
  ]) {
    const rogue = await rogueWith(stage, token);
    expect(['unknown_event', 'invalid_payload']).toContain(codeOf(await attempt(rogue)));
    rogue.close();
  }
  // It says that the session is its own, so that what people type comes to it.
  const thief = await rogueWith(stage, token, [await factsOf(stage, sessionId)]);
  expect(await thief.inbox.take('forget')).toEqual({ sessionId });
  viewer.type('echo still ""mine\r');
  await viewer.shows('still mine');
  expect(thief.inbox.count(FRAME_EVENT)).toBe(0);
  // The token opens no other door.
  const { url } = stage.drover;
  for (const headers of [
    { origin: url, cookie: `drover_session=${token}` },
    { origin: url, authorization: `Bearer ${token}` },
  ]) {
    const auth = { protocol: PROTOCOL_VERSION, token };
    const refused = await ClientSocket.connect(url, UI_NAMESPACE, { headers, auth }).catch((error) => error);
    expect(refused).toBeInstanceOf(Refused);
    expect((await fetch(`${url}/api/sessions`, { headers })).status).toBe(401);
  }
  expect(existsSync(join(stage.drover.home, 'pwned'))).toBe(false);
  expect(await auditOf(stage, hostId)).toContain('foreign_session');
});

it('[F67] forged output, telemetry, exit', async () => {
  await using stage = await Stage.open();
  const { sessionId, viewer, holder } = await stage.bash();
  const attachId = viewer.state?.attachId ?? '';
  const facts = await factsOf(stage, sessionId);
  const { epoch, offset } = { epoch: viewer.epoch ?? '', offset: viewer.offset };
  const { hostId, token } = await stolenToken(stage);
  const forged = Buffer.from('forged');
  const problem = { code: 'session_ended', message: 'It is over.' };
  const picture = { sessionId, cols: 80, rows: [[['forged', null, null, 0]]], cursor: null };
  const frames = [
    encodeStreamFrame({ kind: 'data', attachId, epoch, offset, bytes: forged }),
    encodeStreamFrame({ kind: 'end', attachId, epoch, offset }),
  ];
  const lies: [string, unknown, string][] = [
    ['session', { ...facts, status: 'exited', endedAt: Date.now() }, 'forbidden_session'],
    ['session', { ...facts, title: 'forged' }, 'forbidden_session'],
    ['pictures', [picture], 'forbidden_session'],
    ['processes', [{ sessionId, cpu: 64, memoryBytes: 1, processes: 1 }], 'forbidden_session'],
    [
      'attachment-state',
      { attachId, controller: false, controllerName: 'eve', viewers: 9 },
      'forbidden_session',
    ],
    ['input-result', { attachId, seq: 1, refused: problem }, 'forbidden_session'],
    ['detached', { attachId, reason: problem }, 'forbidden_session'],
    ['telemetry', { sessionId, tokens: 1_000_000 }, 'unknown_event'],
    ['usage', { sessionId, costUsd: 1_000_000 }, 'unknown_event'],
  ];
  for (const [event, lie, code] of lies) {
    const rogue = await rogueWith(stage, token);
    expect(codeOf(await rogue.ask(event, lie)), event).toBe(code);
    for (const frame of frames) rogue.tell(FRAME_EVENT, frame);
    rogue.close();
  }
  const rogue = await rogueWith(stage, token);
  for (let i = 0; i < 3; i++) rogue.tell('session', { ...facts, status: 'exited' });
  await rogue.closed;
  viewer.type('echo still ""true\r');
  await viewer.shows('still true');
  expect(viewer.bytes.includes('forged')).toBe(false);
  expect(viewer.detached).toBeUndefined();
  expect(viewer.state).toMatchObject({ controller: true, viewers: 1 });
  expect(await stage.person.session(sessionId)).toMatchObject({ status: 'running' });
  expect(isAlive(holder.agentPid)).toBe(true);
  expect(await auditOf(stage, hostId)).toContain('forbidden_session');
});

it('[F65] a revoked token going on', async () => {
  await using stage = await Stage.open();
  const machine = await stage.join('beta');
  const { viewer, holder } = await stage.bashOn(machine);
  const oldToken = readFileSync(machine.tokenFile, 'utf8');

  await stage.person.ask('POST', `/hosts/${machine.hostId}/revoke`);
  await viewer.until(() => viewer.detached !== undefined, 10_000);
  expect(viewer.detached?.reason).toMatchObject({
    code: 'revoked',
    message: expect.stringMatching(/^Host access revoked/),
  });
  expect(await machine.host()).toMatchObject({ online: false, access: 'revoked' });
  await machine.daemon.says('This is not the token of any host');
  await expect(connect(stage, oldToken)).rejects.toThrow('not the token of any host');
  expect(isAlive(holder.agentPid)).toBe(true);

  // What it prints meanwhile is kept on its machine, and seen when it may come again.
  const path = `/hosts/${machine.hostId}/token`;
  const { host_token = '' } = await stage.person.ask<RegisteredHost>('POST', path, {});
  await machine.daemon.stop();
  machine.useToken(host_token);
  await machine.start();
  await viewer.until(() => viewer.detached === undefined && viewer.arrivals > 1);
  viewer.type('echo going ""on\r');
  await viewer.shows('going on');
  await expect(connect(stage, oldToken)).rejects.toThrow('not the token of any host');
  const { hosts } = await stage.person.ask<{ hosts: Host[] }>('GET', '/hosts');
  expect(hosts.map(({ online }) => online)).toEqual([true, true]);
});

import { randomUUID } from 'node:crypto';
import type { Fleet, Host, Session } from '@drover/protocol';
import { expect, it } from 'vitest';
import { TestHub } from '../testing/test-hub.ts';

it('a person starts a session, watches its output and types into it', async () => {
  await using hub = await TestHub.start();
  await hub.setUp();
  const host = hub.registerHost();
  const viewer = await hub.viewer();
  expect((await viewer.take<Fleet>('fleet')).sessions).toEqual([]);
  const daemon = await hub.daemon(host.token);
  await viewer.take<Host>('host', ({ online }) => online);

  const session = await hub.spawn(host.hostId);
  expect(session.status).toBe('running');
  await viewer.take<Session>('session', ({ status }) => status === 'starting');
  await viewer.take<Session>('session', ({ status }) => status === 'running');

  const attachId = randomUUID();
  expect(await viewer.attach(session.sessionId, attachId)).toEqual({ ok: true });
  await daemon.socket.inbox.take<{ viewerName: string }>('attach', ({ viewerName }) => viewerName === 'ada');
  const head = { attachId, epoch: '00ff12ab34cd56ef', offset: 7 };
  daemon.frame({ ...head, kind: 'resume' });
  daemon.frame({ ...head, kind: 'data', bytes: new Uint8Array([104, 105]) });
  expect(await viewer.frame()).toEqual({ ...head, kind: 'resume' });
  expect(await viewer.frame()).toMatchObject({ kind: 'data', offset: 7 });

  viewer.type(attachId, 'ls\r');
  const input = await daemon.socket.inbox.take<Uint8Array>('frame');
  expect(new TextDecoder().decode(input.subarray(-3))).toBe('ls\r');
  viewer.socket.tell('ack', { attachId, consumed: 2 });
  expect(await daemon.socket.inbox.take('ack')).toEqual({ attachId, consumed: 2 });

  viewer.close();
  expect(await daemon.socket.inbox.take('detach')).toEqual({ attachId });
});

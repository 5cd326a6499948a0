import { randomUUID } from 'node:crypto';
import type { AttachId, StreamFrame } from '@drover/protocol';
import { type HubOverrides, TestHub } from './test-hub.ts';

/** A hub with a host, its daemon, a running session and a viewer that is attached to it. */
export async function watched(overrides: HubOverrides = {}) {
  const hub = await TestHub.start(overrides);
  await hub.setUp();
  const host = hub.registerHost();
  const daemon = await hub.daemon(host.token);
  const session = await hub.spawn(host.hostId);
  const viewer = await hub.viewer();
  const attachId = randomUUID();
  await viewer.attach(session.sessionId, attachId);
  return { hub, host, daemon, session, viewer, attachId };
}

export const EPOCH = '00ff12ab34cd56ef';

export const resume = (attachId: AttachId, offset = 0): StreamFrame => ({
  kind: 'resume',
  attachId,
  epoch: EPOCH,
  offset,
});

export const data = (attachId: AttachId, offset: number, text: string): StreamFrame => ({
  kind: 'data',
  attachId,
  epoch: EPOCH,
  offset,
  bytes: new TextEncoder().encode(text),
});

import { randomUUID } from 'node:crypto';
import type { HostFacts, SessionFacts } from '@drover/protocol';

export const hostFacts: HostFacts = {
  hostname: 'atlas.example',
  platform: 'linux x64',
  version: '0.1.0',
  roots: ['/home/ada/git'],
  profiles: [],
  profileFaults: [],
};

/** Facts of a running session, with changes. */
export function sessionFacts(change: Partial<SessionFacts> = {}): SessionFacts {
  return {
    sessionId: randomUUID(),
    profile: 'shell',
    projectDir: '/home/ada/git/drover',
    task: null,
    status: 'running',
    reason: null,
    exit: null,
    epoch: '00ff12ab34cd56ef',
    size: { cols: 80, rows: 24 },
    title: null,
    createdAt: Date.now(),
    endedAt: null,
    viewers: 0,
    ...change,
  };
}

import { randomUUID } from 'node:crypto';
import {
  type Host,
  type HostFacts,
  type HostId,
  NOTHING_LEARNED,
  type Session,
  type SessionFacts,
} from '@drover/protocol';

export const hostFacts: HostFacts = {
  hostname: 'atlas.example',
  platform: 'linux x64',
  version: '0.1.0',
  roots: ['/home/ada/git'],
  profiles: [],
  profileFaults: [],
  cpus: 8,
  memoryBytes: 16 * 2 ** 30,
  policy: {
    file: null,
    profiles: null,
    maxSessions: 200,
    input: true,
    shells: true,
    plainDirectories: true,
    limits: { memoryBytes: null, tasks: null, enforcedBy: null },
  },
};

/** A host that has never been seen. */
export const offlineHost = (hostId: HostId): Host => ({
  hostId,
  name: 'atlas',
  isLocal: false,
  access: 'open',
  online: false,
  createdAt: Date.now(),
  lastSeenAt: null,
  facts: null,
  load: null,
  clockSkewMs: null,
  refused: null,
});

/** Facts of a running session, with changes. */
export function sessionFacts(change: Partial<SessionFacts> = {}): SessionFacts {
  return {
    ...NOTHING_LEARNED,
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

/** A session of which nobody has said anything, as the hub shows it. */
export const shownSession = (facts: SessionFacts, hostId: HostId): Session => ({
  ...facts,
  hostId,
  name: null,
  tags: [],
  prompt: null,
  resumedFrom: null,
});

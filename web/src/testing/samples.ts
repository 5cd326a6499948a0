import { randomUUID } from 'node:crypto';
import {
  type Fleet,
  type Host,
  type HostFacts,
  type HostPolicy,
  NOTHING_LEARNED,
  type ProfileInfo,
  type Project,
  type Session,
} from '@drover/protocol';

/** Hosts and sessions for tests; `parts` replace what matters there. */
export const profile = (parts: Partial<ProfileInfo> = {}): ProfileInfo => ({
  name: 'claude',
  displayName: 'Claude Code',
  color: '#d97757',
  unavailable: null,
  hint: null,
  acceptsPrompt: true,
  acceptsModel: true,
  titleNames: true,
  shell: false,
  resumes: { newest: true, picked: true, listed: true, otherwise: 'new' },
  untested: false,
  ...parts,
});

/** Of a machine that forbids nothing. */
export const policy = (parts: Partial<HostPolicy> = {}): HostPolicy => ({
  file: null,
  profiles: null,
  maxSessions: 64,
  input: true,
  shells: true,
  plainDirectories: true,
  limits: { memoryBytes: null, tasks: null, enforcedBy: null },
  ...parts,
});

export const facts = (parts: Partial<HostFacts> = {}): HostFacts => ({
  hostname: 'atlas',
  platform: 'linux x64',
  version: '0.1.0',
  roots: ['/home/ada/git'],
  profiles: [profile()],
  profileFaults: [],
  cpus: 8,
  memoryBytes: 16 * 2 ** 30,
  policy: policy(),
  ...parts,
});

export const host = (parts: Partial<Host> = {}): Host => ({
  hostId: randomUUID(),
  name: 'atlas',
  isLocal: false,
  access: 'open',
  online: true,
  createdAt: 0,
  lastSeenAt: 0,
  facts: facts(),
  load: null,
  clockSkewMs: null,
  refused: null,
  ...parts,
});

export const session = (parts: Partial<Session> = {}): Session => ({
  sessionId: randomUUID(),
  hostId: randomUUID(),
  profile: 'claude',
  projectDir: '/home/ada/git/shop/api',
  task: null,
  status: 'running',
  reason: null,
  exit: null,
  epoch: '0123456789abcdef',
  size: { cols: 120, rows: 32 },
  title: null,
  createdAt: 0,
  endedAt: null,
  viewers: 0,
  ...NOTHING_LEARNED,
  name: null,
  tags: [],
  prompt: null,
  resumedFrom: null,
  ...parts,
});

export const project = (parts: Partial<Project> = {}): Project => ({
  path: '/home/ada/git/shop/api',
  name: 'shop/api',
  branch: 'main',
  git: true,
  remoteUrl: null,
  changedFiles: null,
  lastUsedAt: null,
  ...parts,
});

/** What a page is told when it connects. */
export const fleet = (parts: Partial<Fleet> = {}): Fleet => ({
  hubTime: 0,
  version: '1.2.3',
  me: { userId: randomUUID(), name: 'ada', role: 'admin' },
  hub: { storageFull: false, release: null },
  hosts: [],
  sessions: [],
  ...parts,
});

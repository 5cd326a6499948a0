import { z } from 'zod';
import { Problem } from './errors.ts';
import { HostId, Timestamp } from './ids.ts';
import { HostPath } from './path.ts';
import { ProfileName } from './session.ts';

/** A profile as a daemon offers it. */
export const ProfileInfo = z.strictObject({
  name: ProfileName,
  displayName: z.string().min(1).max(64),
  /** `#rrggbb` */
  color: z.string().regex(/^#[0-9a-f]{6}$/),
  /** Null when it can be started; else why it cannot, in words. */
  unavailable: z.string().max(500).nullable(),
  /** What is good to know before it is started, such as that nobody is logged in yet; null for nothing. */
  hint: z.string().max(500).nullable().default(null),
  /** Whether a first prompt can be handed to it at its start. */
  acceptsPrompt: z.boolean(),
  // A daemon of protocol 3 does not tell what follows.
  /** Whether a model can be chosen at its start. */
  acceptsModel: z.boolean().default(false),
  /** Whether the window titles of its program name what is worked on; else they do not serve as names of sessions. */
  titleNames: z.boolean().default(false),
  /** Whether it is a plain shell. */
  shell: z.boolean().default(false),
  /** Which conversations it can take up again. */
  resumes: z
    .strictObject({
      newest: z.boolean(),
      picked: z.boolean(),
      /** Whether `list_conversations` tells them. */
      listed: z.boolean(),
      /** What is done when there is nothing to resume. */
      otherwise: z.enum(['new', 'refuse']),
    })
    .default({ newest: false, picked: false, listed: false, otherwise: 'refuse' }),
  /** Written from the tool's documentation, and never tried. */
  untested: z.boolean().default(false),
});
export type ProfileInfo = z.infer<typeof ProfileInfo>;

/** Ends the message of a fault whose file stays in use as it was when it was good. */
export const LAST_GOOD_IN_USE = ' (the last good version stays in use)';

/** A profile file that could not be used, with file and line. */
export const ProfileFault = z.strictObject({ file: z.string().max(4_096), message: z.string().max(2_000) });
export type ProfileFault = z.infer<typeof ProfileFault>;

/** What the machine itself allows. Its daemon decides by it; nobody else can widen it. */
export const HostPolicy = z.strictObject({
  /** Where it is written down; null when the machine has no such file. */
  file: z.string().max(4_096).nullable(),
  /** Those that may be started; null for all. */
  profiles: z.array(ProfileName).max(128).nullable(),
  maxSessions: z.int().positive(),
  /** Whether anybody may type into its sessions. */
  input: z.boolean(),
  /** Whether profiles that are plain shells may be started. */
  shells: z.boolean(),
  /** Whether sessions may start in directories that are no repositories. */
  plainDirectories: z.boolean().default(true),
  /** For each session; null where there is none. */
  limits: z.strictObject({
    memoryBytes: z.int().positive().nullable(),
    tasks: z.int().positive().nullable(),
    /** What enforces them; null when nothing on this machine can. */
    enforcedBy: z.enum(['cgroup', 'systemd']).nullable(),
  }),
});
export type HostPolicy = z.infer<typeof HostPolicy>;

/** What a daemon says about its machine. */
export const HostFacts = z.strictObject({
  hostname: z.string().max(256),
  platform: z.string().max(64),
  /** Version of the daemon program. */
  version: z.string().max(64),
  roots: z.array(HostPath).max(64),
  profiles: z.array(ProfileInfo).max(128),
  profileFaults: z.array(ProfileFault).max(128),
  cpus: z.int().positive(),
  memoryBytes: z.int().positive(),
  policy: HostPolicy,
});
export type HostFacts = z.infer<typeof HostFacts>;

const Bytes = z.int().nonnegative();

/** How a machine does, as its daemon tells every few seconds. */
export const HostLoad = z.strictObject({
  /** The daemon's clock. */
  time: Timestamp,
  /** Of all its cores, 0 to 1. */
  cpu: z.number().min(0).max(1),
  memoryUsedBytes: Bytes,
  memoryTotalBytes: Bytes,
  /** Output of all sessions on its disk. */
  spoolBytes: Bytes,
  /** Of the disk that holds it. */
  diskFreeBytes: Bytes,
  diskTotalBytes: Bytes,
});
export type HostLoad = z.infer<typeof HostLoad>;

/** Whether a host's token lets its daemon in; `rotating`: the new one has not been used yet, and the old one works. */
export const HostAccess = z.enum(['open', 'rotating', 'revoked']);
export type HostAccess = z.infer<typeof HostAccess>;

export const Host = z.strictObject({
  hostId: HostId,
  name: z.string().min(1).max(64),
  /** The machine that the hub itself runs on; registered by whoever started the hub. */
  isLocal: z.boolean(),
  access: HostAccess,
  online: z.boolean(),
  createdAt: Timestamp,
  lastSeenAt: Timestamp.nullable(),
  /** Null until its daemon first said hello. */
  facts: HostFacts.nullable(),
  /** Null while it is offline, or has not told. */
  load: HostLoad.nullable(),
  /** The machine's clock less the hub's, in milliseconds; right to the time a message takes. */
  clockSkewMs: z.number().nullable(),
  /** Why the hub last turned its daemon away; null once it is let in. */
  refused: Problem.nullable(),
});
export type Host = z.infer<typeof Host>;

/** A place where a session can be started. */
export const Project = z.strictObject({
  path: HostPath,
  /** Path relative to its root, for people. */
  name: z.string().max(4_096),
  /** Checked-out branch, or null when it is no git repository or its head is detached. */
  branch: z.string().max(255).nullable(),
  git: z.boolean(),
  /** Where its `origin` can be looked at in a browser. */
  remoteUrl: z
    .url({ protocol: /^https?$/ })
    .max(2_000)
    .nullable()
    .default(null),
  /** Files that differ from the head; null while nobody has looked. */
  changedFiles: z.int().nonnegative().nullable().default(null),
  /** Its last commit, checkout or session. */
  lastUsedAt: Timestamp.nullable().default(null),
});
export type Project = z.infer<typeof Project>;

export const ProjectList = z.strictObject({
  projects: z.array(Project).max(5_000),
  /** True when there were more than fit. */
  truncated: z.boolean(),
  /** When they were last looked for. */
  scannedAt: Timestamp.default(0),
});
export type ProjectList = z.infer<typeof ProjectList>;

import { z } from 'zod';
import { HostId, Timestamp } from './ids.ts';
import { HostPath, ProfileName } from './session.ts';

/** A profile as a daemon offers it. */
export const ProfileInfo = z.strictObject({
  name: ProfileName,
  displayName: z.string().min(1).max(64),
  /** `#rrggbb` */
  color: z.string().regex(/^#[0-9a-f]{6}$/),
  /** Null when it can be started; else why it cannot, in words. */
  unavailable: z.string().max(500).nullable(),
  /** Whether a first prompt can be handed to it at its start. */
  acceptsPrompt: z.boolean(),
});
export type ProfileInfo = z.infer<typeof ProfileInfo>;

/** A profile file that could not be used, with file and line. */
export const ProfileFault = z.strictObject({ file: z.string().max(4_096), message: z.string().max(2_000) });
export type ProfileFault = z.infer<typeof ProfileFault>;

/** What a daemon says about its machine. */
export const HostFacts = z.strictObject({
  hostname: z.string().max(256),
  platform: z.string().max(64),
  /** Version of the daemon program. */
  version: z.string().max(64),
  roots: z.array(HostPath).max(64),
  profiles: z.array(ProfileInfo).max(128),
  profileFaults: z.array(ProfileFault).max(128),
});
export type HostFacts = z.infer<typeof HostFacts>;

export const Host = z.strictObject({
  hostId: HostId,
  name: z.string().min(1).max(64),
  online: z.boolean(),
  lastSeenAt: Timestamp.nullable(),
  /** Null until its daemon first said hello. */
  facts: HostFacts.nullable(),
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
});
export type Project = z.infer<typeof Project>;

export const ProjectList = z.strictObject({
  projects: z.array(Project).max(5_000),
  /** True when there were more than fit. */
  truncated: z.boolean(),
});
export type ProjectList = z.infer<typeof ProjectList>;

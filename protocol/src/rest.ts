import { z } from 'zod';
import { Host } from './host.ts';
import { CommandId, HostId, UserId } from './ids.ts';
import { HostPath, ProfileName, Session, Size } from './session.ts';
import { Prompt, Task } from './text.ts';

export const UserName = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{0,31}$/, 'must be 1 to 32 of a-z, 0-9, ".", "_", "-", beginning with a letter');

/** At most 1 KiB, so that hashing cannot be used to keep the hub busy. */
export const Password = z
  .string()
  .min(10, 'must be at least 10 characters')
  .refine((text) => new TextEncoder().encode(text).length <= 1_024, 'must be at most 1024 bytes');

export const User = z.strictObject({ userId: UserId, name: UserName });
export type User = z.infer<typeof User>;

export const SetupState = z.strictObject({
  /** True while no user exists; only the bearer of the setup link can then go on. */
  open: z.boolean(),
});
export const SetupBody = z.strictObject({ code: z.string().max(128), name: UserName, password: Password });
export type SetupBody = z.infer<typeof SetupBody>;

export const LoginBody = z.strictObject({
  name: z.string().max(256),
  password: z
    .string()
    .refine((text) => new TextEncoder().encode(text).length <= 1_024, 'must be at most 1024 bytes'),
});
export type LoginBody = z.infer<typeof LoginBody>;

export const Me = z.strictObject({ user: User });
export type Me = z.infer<typeof Me>;

export const SpawnBody = z.strictObject({
  commandId: CommandId,
  hostId: HostId,
  profile: ProfileName,
  projectDir: HostPath,
  task: Task.nullable().default(null),
  prompt: Prompt.nullable().default(null),
  size: Size.optional(),
});
export type SpawnBody = z.input<typeof SpawnBody>;

export const StopBody = z.strictObject({ commandId: CommandId });
export const EditSessionBody = z.strictObject({ task: Task.nullable() });

export const HostList = z.strictObject({ hosts: z.array(Host) });
export const SessionList = z.strictObject({ sessions: z.array(Session) });

export const Health = z.strictObject({ status: z.literal('ok') });
export const Ready = z.strictObject({ ready: z.boolean() });
export const Version = z.strictObject({ version: z.string(), protocol: z.int() });

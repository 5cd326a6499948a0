import { z } from 'zod';
import { Problem } from './errors.ts';
import { Epoch, HostId, SessionId, Timestamp } from './ids.ts';
import { Task } from './text.ts';

/** A terminal's size in character cells. */
export const Size = z.strictObject({
  cols: z.int().min(2).max(500),
  rows: z.int().min(1).max(300),
});
export type Size = z.infer<typeof Size>;

export const DEFAULT_SIZE: Size = { cols: 120, rows: 32 };

/**
 * - `starting`: asked for, not yet confirmed by the host
 * - `running`: its process lives
 * - `exited`: its process ended; `exit` says how
 * - `failed`: it never ran; `reason` says why
 * - `lost`: its holder is gone, so its end was not seen
 */
export const SessionStatus = z.enum(['starting', 'running', 'exited', 'failed', 'lost']);
export type SessionStatus = z.infer<typeof SessionStatus>;

export const hasEnded = (status: SessionStatus): boolean => status !== 'starting' && status !== 'running';

/** How a process ended: by itself with a code, or by a signal. */
export const Exit = z.strictObject({
  code: z.int().nullable(),
  signal: z.string().max(16).nullable(),
});
export type Exit = z.infer<typeof Exit>;

/** Why a session stands as it does, where its status alone does not say: why it ended, or that it does not answer. */
export const SessionReason = z.strictObject({
  code: z.union([
    Problem.shape.code,
    z.enum([
      'container_restarted',
      'gone_from_host',
      'history_degraded',
      'holder_died',
      'host_rebooted',
      'meta_unreadable',
      'oom',
      'stalled',
      'stopped',
    ]),
  ]),
  message: z.string().max(2_000),
});
export type SessionReason = z.infer<typeof SessionReason>;

export const ProfileName = z
  .string()
  .regex(/^[a-z][a-z0-9-]{0,31}$/, 'must be a lower-case name such as "claude"');

export const HostPath = z.string().min(1).max(4_096);

/** What a daemon knows of a session: enough for a hub that has never heard of it. */
export const SessionFacts = z.strictObject({
  sessionId: SessionId,
  profile: ProfileName,
  /** Absolute, resolved. */
  projectDir: HostPath,
  task: Task.nullable(),
  status: SessionStatus,
  reason: SessionReason.nullable(),
  exit: Exit.nullable(),
  epoch: Epoch.nullable(),
  size: Size,
  /** The window title that the program set, made safe to show. */
  title: z.string().max(256).nullable(),
  createdAt: Timestamp,
  endedAt: Timestamp.nullable(),
  /** Terminals that show this session now. */
  viewers: z.int().nonnegative(),
});
export type SessionFacts = z.infer<typeof SessionFacts>;

/** A session as the hub tells it to people. */
export const Session = z.strictObject({
  ...SessionFacts.shape,
  hostId: HostId,
});
export type Session = z.infer<typeof Session>;

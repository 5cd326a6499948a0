import { z } from 'zod';
import { Activity } from './activity.ts';
import { ConversationId } from './conversation.ts';
import { Problem } from './errors.ts';
import { GitStatus } from './git.ts';
import { Epoch, HostId, SessionId, Timestamp } from './ids.ts';
import { HostPath } from './path.ts';
import { McpServer, ShellState } from './programs.ts';
import { ModelName, Prompt, SessionName, Tags, Task } from './text.ts';
import { SessionWorktree } from './worktree.ts';

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

/** What a daemon knows of a session: enough for a hub that has never heard of it. */
export const SessionFacts = z.strictObject({
  sessionId: SessionId,
  profile: ProfileName,
  /** Absolute, resolved: the project that it is for. It runs there, or in `worktree`. */
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
  // A daemon of protocol 3 does not tell what follows.
  /** The session that it was opened beside; null for one of its own. */
  parentId: SessionId.nullable().default(null),
  worktree: SessionWorktree.nullable().default(null),
  /** What was asked for; null for what the tool itself prefers. */
  model: ModelName.nullable().default(null),
  /** The conversation that it holds, once that is known. */
  conversationId: ConversationId.nullable().default(null),
  /** What went otherwise at its start than was asked for, in words. */
  notice: z.string().max(500).nullable().default(null),
  /** Null when it does not run, or nothing is known yet. */
  activity: Activity.nullable().default(null),
  /** Of the directory that it runs in, as it is, or was at its end; null when that is no repository. */
  git: GitStatus.nullable().default(null),
  /** Null for what is no shell, or one that tells nothing. */
  shell: ShellState.nullable().default(null),
  mcpServers: z.array(McpServer).max(64).default([]),
});
export type SessionFacts = z.infer<typeof SessionFacts>;

/** Of a session of which nothing but its start is known. */
export const NOTHING_LEARNED = {
  parentId: null,
  worktree: null,
  model: null,
  conversationId: null,
  notice: null,
  activity: null,
  git: null,
  shell: null,
  mcpServers: [],
} satisfies Partial<SessionFacts>;

/** A session as the hub tells it to people. */
export const Session = z.strictObject({
  ...SessionFacts.shape,
  hostId: HostId,
  /** What people call it; null for what its task or title says. */
  name: SessionName.nullable(),
  tags: Tags,
  /** The first thing that was said to its agent. */
  prompt: Prompt.nullable(),
  /** The ended session that it took up again. */
  resumedFrom: SessionId.nullable(),
});
export type Session = z.infer<typeof Session>;

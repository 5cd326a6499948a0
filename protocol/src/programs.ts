import { z } from 'zod';
import { SessionId, Timestamp } from './ids.ts';
import { HostPath } from './path.ts';

/** What a shell tells of itself by OSC 7 and OSC 133. */
export const ShellState = z.strictObject({
  /** Its working directory. */
  directory: HostPath.nullable(),
  /** The command that runs, or ran last; made safe to show. */
  command: z.string().max(1_000).nullable(),
  /** When it began; null without a command. */
  startedAt: Timestamp.nullable(),
  /** Null while it runs. */
  ended: z.strictObject({ exitCode: z.int().nullable(), durationMs: z.number().nonnegative() }).nullable(),
});
export type ShellState = z.infer<typeof ShellState>;

/** A server of the Model Context Protocol that a session's tool is set up with. Never its secrets. */
export const McpServer = z.strictObject({
  name: z.string().max(128),
  transport: z.enum(['stdio', 'http', 'sse']),
  /** The program, or the address without user, query and fragment. */
  target: z.string().max(500),
  /** Whose setting it is: the person's, theirs for this project, or the project's own. */
  scope: z.enum(['user', 'local', 'project']),
  /** Where it is written. */
  file: HostPath,
  enabled: z.boolean(),
});
export type McpServer = z.infer<typeof McpServer>;

/** What the processes of a session use together. */
export const ProcessUse = z.strictObject({
  sessionId: SessionId,
  /** Processor cores, 1 for one that is fully busy. */
  cpu: z.number().nonnegative(),
  /** Resident memory; pages that processes share count for each. */
  memoryBytes: z.int().nonnegative(),
  processes: z.int().nonnegative(),
});
export type ProcessUse = z.infer<typeof ProcessUse>;

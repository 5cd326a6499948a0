import { z } from 'zod';
import { CommandId, SessionId, Timestamp } from './ids.ts';
import { HostPath, ProfileName, Size } from './session.ts';
import { Prompt, Task } from './text.ts';

/** What is needed to start a session. */
export const SpawnRequest = z.strictObject({
  sessionId: SessionId,
  profile: ProfileName,
  projectDir: HostPath,
  task: Task.nullable(),
  prompt: Prompt.nullable(),
  size: Size,
});
export type SpawnRequest = z.infer<typeof SpawnRequest>;

/**
 * What the hub asks a daemon to do. Answered within `COMMAND_DEADLINE_MS`; refused with
 * `command_expired` when it arrives later than `expiresAt` (the hub's clock).
 */
const command = <K extends string, P extends z.ZodType>(kind: K, payload: P) =>
  z.strictObject({ commandId: CommandId, kind: z.literal(kind), expiresAt: Timestamp, payload });

export const Command = z.discriminatedUnion('kind', [
  /** Start a session; answered with its facts. Repeated with the same `sessionId`, it tells the facts again. */
  command('spawn', SpawnRequest),
  /** End a session's processes; answered with its facts once all are gone. Ended already: the same answer. */
  command('stop', z.strictObject({ sessionId: SessionId })),
  /** Tell the projects below the host's roots; answered with a `ProjectList`. */
  command('list_projects', z.strictObject({})),
]);
export type Command = z.infer<typeof Command>;
export type CommandKind = Command['kind'];

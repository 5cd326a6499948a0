import { z } from 'zod';
import { ActivityReport, Ask, AskAnswer } from './activity.ts';
import { ConversationChoice } from './conversation.ts';
import { CommandId, SessionId, Timestamp } from './ids.ts';
import { HostPath } from './path.ts';
import { ProfileName, Size } from './session.ts';
import { ModelName, Prompt, Task } from './text.ts';
import { RemoveWorktree, RestoreWorktree, WorktreeChoice } from './worktree.ts';

/** What is needed to start a session. */
export const SpawnRequest = z.strictObject({
  sessionId: SessionId,
  profile: ProfileName,
  projectDir: HostPath,
  /** The session beside which it is opened: it then runs where that one does. */
  parentId: SessionId.nullable(),
  worktree: WorktreeChoice,
  conversation: ConversationChoice,
  model: ModelName.nullable(),
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
  /**
   * Tell the projects below the host's roots; answered with a `ProjectList`: the last one at once, or, to `refresh`, as
   * they are now.
   */
  command('list_projects', z.strictObject({ refresh: z.boolean() })),
  /** Answered with `ProjectDetails`. */
  command('inspect_project', z.strictObject({ path: HostPath })),
  /** The conversations that a profile's tool has saved for a directory; answered with a `ConversationList`. */
  command('list_conversations', z.strictObject({ profile: ProfileName, path: HostPath })),
  /** All worktrees of all projects; answered with a `WorktreeList`. */
  command('list_worktrees', z.strictObject({})),
  /** Answered with `RemovedWorktree`. Gone already: the same answer, without a rescue. */
  command('remove_worktree', RemoveWorktree),
  /** Answered with `RestoredWorktree`. */
  command('restore_worktree', RestoreWorktree),
  /** What a session has changed, or had changed at its end; answered with `Changes`. */
  command('read_changes', z.strictObject({ sessionId: SessionId })),
  /** Answer what a session asks for. Refused with `nothing_asked` when it does not ask for that any more. */
  command('answer_ask', z.strictObject({ sessionId: SessionId, askId: Ask.shape.askId, answer: AskAnswer })),
  /** Keep the evidence of a wrong verdict; answered with `ActivityReported`. */
  command('report_activity', z.strictObject({ sessionId: SessionId, report: ActivityReport })),
]);
export type Command = z.infer<typeof Command>;
export type CommandKind = Command['kind'];

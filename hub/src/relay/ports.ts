import type {
  ActivityReported,
  Answer,
  AttachToDaemon,
  Changes,
  Command,
  CommandKind,
  ConversationList,
  HostId,
  hubToDaemon,
  hubToUi,
  ProjectDetails,
  ProjectList,
  RemovedWorktree,
  RestoredWorktree,
  Role,
  SessionFacts,
  WorktreeList,
} from '@drover/protocol';
import type { z } from 'zod';

/** What the hub's logic knows of the two kinds of peers. The links make these from sockets. */

type Payloads<Schemas extends Record<string, z.ZodType>> = {
  [Event in keyof Schemas]: z.infer<Schemas[Event]>;
};

export type ToDaemon = Omit<Payloads<typeof hubToDaemon>, 'attach'>;
export type ToUi = Payloads<typeof hubToUi>;

export type CommandOf<K extends CommandKind> = Extract<Command, { kind: K }>;
export type PayloadOf<K extends CommandKind> = CommandOf<K>['payload'];

export type CommandResults = {
  spawn: SessionFacts;
  stop: SessionFacts;
  list_projects: ProjectList;
  inspect_project: ProjectDetails;
  list_conversations: ConversationList;
  list_worktrees: WorktreeList;
  remove_worktree: RemovedWorktree;
  restore_worktree: RestoredWorktree;
  read_changes: Changes;
  answer_ask: undefined;
  report_activity: ActivityReported;
};

/** The connected daemon of a host. */
export type Daemon = {
  readonly hostId: HostId;
  /** Of the program, which may come again on another connection. */
  readonly instanceId: string;
  /** Waits as long as the link lives. Rejects with `LinkLost`, or when the answer makes no sense. */
  command<K extends CommandKind>(command: CommandOf<K>): Promise<Answer<CommandResults[K]>>;
  attach(message: AttachToDaemon): Promise<Answer>;
  tell<E extends keyof ToDaemon>(event: E, payload: ToDaemon[E]): void;
  /** An input frame as the viewer sent it. */
  input(frame: Uint8Array): void;
};

/** The connection of one page. */
export type Viewer = {
  readonly viewerId: string;
  readonly name: string;
  readonly role: Role;
  tell<E extends keyof ToUi>(event: E, payload: ToUi[E]): void;
  /** A stream frame as the daemon sent it. */
  frame(frame: Uint8Array): void;
  /** Pictures are dropped when the page cannot keep up. */
  pictures(pictures: ToUi['pictures']): void;
};

/** The link went away before the answer came: whether the request was carried out is not known. */
export class LinkLost extends Error {
  override readonly name = 'LinkLost';
}

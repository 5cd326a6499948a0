import {
  type Answer,
  AnswerAskAnswer,
  AttachAnswer,
  type AttachToDaemon,
  type CommandKind,
  DroverError,
  FRAME_EVENT,
  type Hello,
  type HostId,
  InspectProjectAnswer,
  ListConversationsAnswer,
  ListProjectsAnswer,
  ListWorktreesAnswer,
  ReadChangesAnswer,
  RemoveWorktreeAnswer,
  ReportActivityAnswer,
  RestoreWorktreeAnswer,
  SpawnAnswer,
  StopAnswer,
} from '@drover/protocol';
import type { z } from 'zod';
import {
  type CommandOf,
  type CommandResults,
  type Daemon,
  LinkLost,
  type ToDaemon,
} from '../../relay/ports.ts';
import type { ServerSocket } from '../socket-server.ts';
import { commandFor } from './older-daemons.ts';

type Answers = { [K in CommandKind]: z.ZodType<Answer<CommandResults[K]>> };

const ANSWERS: Answers = {
  spawn: SpawnAnswer,
  stop: StopAnswer,
  list_projects: ListProjectsAnswer,
  inspect_project: InspectProjectAnswer,
  list_conversations: ListConversationsAnswer,
  list_worktrees: ListWorktreesAnswer,
  remove_worktree: RemoveWorktreeAnswer,
  restore_worktree: RestoreWorktreeAnswer,
  read_changes: ReadChangesAnswer,
  answer_ask: AnswerAskAnswer as Answers['answer_ask'],
  report_activity: ReportActivityAnswer,
};

/** A daemon behind its socket. */
export class ConnectedDaemon implements Daemon {
  readonly hostId: HostId;
  readonly instanceId: string;
  readonly #socket: ServerSocket;
  readonly #protocol: number;
  readonly #waiting = new Set<(reason: LinkLost) => void>();

  constructor(hostId: HostId, socket: ServerSocket, { instanceId, protocol }: Hello) {
    this.hostId = hostId;
    this.instanceId = instanceId;
    this.#socket = socket;
    this.#protocol = protocol;
    socket.once('disconnect', () => {
      for (const reject of this.#waiting) reject(new LinkLost('the daemon disconnected'));
    });
  }

  async command<K extends CommandKind>(command: CommandOf<K>): Promise<Answer<CommandResults[K]>> {
    const understood = commandFor(this.#protocol, command);
    if (!understood.ok) return understood;
    return this.#ask('command', understood.value, ANSWERS[command.kind as K]);
  }

  attach(message: AttachToDaemon): Promise<Answer> {
    return this.#ask('attach', message, AttachAnswer as z.ZodType<Answer>);
  }

  tell<E extends keyof ToDaemon>(event: E, payload: ToDaemon[E]): void {
    this.#socket.emit(event, payload);
  }

  input(frame: Uint8Array): void {
    this.#socket.emit(FRAME_EVENT, frame);
  }

  async #ask<T>(event: string, payload: unknown, schema: z.ZodType<T>): Promise<T> {
    if (!this.#socket.connected) throw new LinkLost('the daemon is not connected');
    const { promise, resolve, reject } = Promise.withResolvers<unknown>();
    this.#waiting.add(reject);
    this.#socket.emit(event, payload, resolve);
    try {
      const parsed = schema.safeParse(await promise);
      if (parsed.success) return parsed.data;
      throw new DroverError('protocol_error', 'The host gave an answer that this hub does not understand.');
    } finally {
      this.#waiting.delete(reject);
    }
  }
}

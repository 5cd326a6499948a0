import { randomUUID } from 'node:crypto';
import {
  type Answer,
  type Command,
  DAEMON_NAMESPACE,
  encodeStreamFrame,
  FRAME_EVENT,
  type HostFacts,
  PROTOCOL_VERSION,
  type SessionFacts,
  type SessionId,
  type SpawnRequest,
  type StreamFrame,
} from '@drover/protocol';
import { ClientSocket } from './client-socket.ts';
import { hostFacts, sessionFacts } from './facts.ts';

type Options = {
  instanceId?: string;
  protocol?: number;
  time?: number;
  facts?: HostFacts;
  sessions?: unknown[];
};

/** A daemon without processes: it says what a test wants it to, and otherwise does as it is told. */
export class TestDaemon {
  readonly socket: ClientSocket;
  readonly sessions: Map<SessionId, SessionFacts>;
  /** How it answers commands; null for never. */
  onCommand: (command: Command) => Answer<unknown> | Promise<Answer<unknown>> | null = (command) =>
    this.carryOut(command);
  onAttach: () => Answer | null = () => ({ ok: true, value: undefined });

  private constructor(socket: ClientSocket, sessions: SessionFacts[]) {
    this.socket = socket;
    this.sessions = new Map(sessions.map((facts) => [facts.sessionId, facts]));
    socket.answer('command', (command) => this.onCommand(command as Command) ?? undefined);
    socket.answer('attach', () => this.onAttach() ?? undefined);
  }

  /** Connects without saying hello. */
  static async open(url: string, token: string, sessions: SessionFacts[] = []): Promise<TestDaemon> {
    return new TestDaemon(await ClientSocket.connect(url, DAEMON_NAMESPACE, { auth: { token } }), sessions);
  }

  hello(change: Options = {}): Promise<Answer<unknown>> {
    const { instanceId = randomUUID(), protocol = PROTOCOL_VERSION, time = Date.now() } = change;
    const { facts = hostFacts, sessions = [...this.sessions.values()] } = change;
    return this.socket.ask('hello', { protocol, instanceId, time, facts, sessions });
  }

  /** Does what a daemon does, on paper. */
  carryOut(command: Command): Answer<unknown> {
    switch (command.kind) {
      case 'spawn':
        return { ok: true, value: this.#put(runningFacts(command.payload)) };
      case 'stop':
        return this.#stop(command.payload.sessionId);
      case 'list_projects':
        return { ok: true, value: { projects: [], truncated: false, scannedAt: 0 } };
      case 'list_conversations':
        return { ok: true, value: { conversations: [], truncated: false } };
      case 'list_worktrees':
        return { ok: true, value: { worktrees: [], rescues: [], truncated: false } };
      case 'remove_worktree':
        return { ok: true, value: { rescue: null } };
      case 'restore_worktree':
        return { ok: true, value: { path: '/home/ada/worktrees/fence', branch: 'mend-the-fence' } };
      case 'answer_ask':
        return { ok: true, value: undefined };
      case 'report_activity':
        return { ok: true, value: { file: '/home/ada/.local/state/drover/reports/1.json' } };
      case 'inspect_project':
      case 'read_changes':
        return { ok: false, error: { code: 'not_a_repository', message: 'This is no repository.' } };
    }
  }

  /** Tells changed facts of one of its sessions, and waits until the hub has taken them. */
  change(sessionId: SessionId, change: Partial<SessionFacts>): Promise<Answer<unknown>> {
    const facts = this.sessions.get(sessionId);
    if (!facts) throw new Error('this daemon has no such session');
    return this.socket.ask('session', this.#put({ ...facts, ...change }));
  }

  frame(frame: StreamFrame): void {
    this.socket.tell(FRAME_EVENT, encodeStreamFrame(frame));
  }

  close(): void {
    this.socket.close();
  }

  #stop(sessionId: SessionId): Answer<unknown> {
    const facts = this.sessions.get(sessionId);
    if (!facts) return { ok: false, error: { code: 'no_session', message: 'There is no such session.' } };
    const exit = { code: null, signal: 'SIGHUP' };
    return { ok: true, value: this.#put({ ...facts, status: 'exited', exit, endedAt: Date.now() }) };
  }

  #put(facts: SessionFacts): SessionFacts {
    this.sessions.set(facts.sessionId, facts);
    return facts;
  }
}

function runningFacts(request: SpawnRequest): SessionFacts {
  const { sessionId, profile, projectDir, parentId, worktree, conversation, model, task, size } = request;
  return sessionFacts({
    ...{ sessionId, profile, projectDir, parentId, model, task, size },
    worktree: worktree.kind === 'existing' ? { path: worktree.path, branch: null } : null,
    conversationId: conversation.kind === 'resume' ? conversation.conversationId : null,
  });
}

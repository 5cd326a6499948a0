import { randomUUID } from 'node:crypto';
import {
  type Answer,
  type Command,
  DAEMON_NAMESPACE,
  encodeStreamFrame,
  FRAME_EVENT,
  PROTOCOL_VERSION,
  type SessionFacts,
  type SessionId,
  type SpawnRequest,
  type StreamFrame,
} from '@drover/protocol';
import { ClientSocket } from './client-socket.ts';
import { hostFacts } from './facts.ts';

type Options = { instanceId?: string; protocol?: number; time?: number | null };

/** A daemon without processes: it says what a test wants it to, and otherwise does as it is told. */
export class TestDaemon {
  readonly socket: ClientSocket;
  readonly sessions: Map<SessionId, SessionFacts>;
  /** How it answers commands; null for never. */
  onCommand: (command: Command) => Answer<unknown> | null = (command) => this.carryOut(command);
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
    const { instanceId = randomUUID(), protocol = PROTOCOL_VERSION, time = null } = change;
    const sessions = [...this.sessions.values()];
    return this.socket.ask('hello', { protocol, instanceId, time, facts: hostFacts, sessions });
  }

  /** Does what a daemon does, on paper. */
  carryOut(command: Command): Answer<unknown> {
    switch (command.kind) {
      case 'spawn':
        return { ok: true, value: this.#put(runningFacts(command.payload)) };
      case 'stop':
        return this.#stop(command.payload.sessionId);
      case 'list_projects':
        return { ok: true, value: { projects: [], truncated: false } };
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

function runningFacts({ sessionId, profile, projectDir, task, size }: SpawnRequest): SessionFacts {
  return {
    sessionId,
    profile,
    projectDir,
    task,
    status: 'running',
    reason: null,
    exit: null,
    epoch: '00ff12ab34cd56ef',
    size,
    title: null,
    createdAt: Date.now(),
    endedAt: null,
    viewers: 0,
  };
}

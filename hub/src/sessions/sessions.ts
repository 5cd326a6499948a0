import { randomUUID } from 'node:crypto';
import {
  type Answer,
  COMMAND_TTL_MS,
  type CommandId,
  DEFAULT_SIZE,
  DroverError,
  type Host,
  hasEnded,
  type Problem,
  type ProjectList,
  type Session,
  type SessionFacts,
  type SessionId,
  type SpawnBody,
} from '@drover/protocol';
import type { z } from 'zod';
import type { AuditStore } from '../audit/audit-store.ts';
import type { Database } from '../db/database.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Identity } from '../people/identity.ts';
import type { Daemons } from '../relay/daemons.ts';
import { withDeadline } from '../relay/deadline.ts';
import { type CommandOf, type Daemon, LinkLost } from '../relay/ports.ts';
import type { CommandRow, CommandStore } from './command-store.ts';

type Parts = {
  db: Database;
  fleet: Fleet;
  commands: CommandStore;
  audit: AuditStore;
  daemons: Daemons;
  clock: () => number;
  commandDeadlineMs: number;
};

type Spawn = z.output<typeof SpawnBody>;

/** What people do with sessions. Each act is answered within the command deadline, with a result or a reason. */
export class Sessions {
  readonly #parts: Parts;
  readonly #running = new Map<CommandId | SessionId, Promise<Session>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** `created` is false when this command was given before: nothing is started again, the answer is the same. */
  async spawn(request: Spawn, actor: Identity): Promise<{ session: Session; created: boolean }> {
    const known = this.#parts.commands.find(request.commandId);
    if (known) return { session: await this.#repeat(known), created: false };
    const host = this.#parts.fleet.host(request.hostId);
    const daemon = this.#parts.daemons.of(host);
    const session = this.#begin(request, actor);
    const work = this.#spawnAt(daemon, request, session, actor);
    return { session: await this.#inTime(request.commandId, host, MAYBE_STARTED, work), created: true };
  }

  /** Ends a session; one that has ended already stays as it is. */
  async stop(sessionId: SessionId, commandId: CommandId, actor: Identity): Promise<Session> {
    const session = this.#parts.fleet.session(sessionId);
    if (hasEnded(session.status)) return session;
    const running = this.#running.get(sessionId);
    if (running) return running;
    const host = this.#parts.fleet.host(session.hostId);
    const daemon = this.#parts.daemons.of(host);
    this.#record(actor, 'session_stopped', session);
    return this.#inTime(sessionId, host, MAYBE_ENDED, this.#stopAt(daemon, commandId, sessionId));
  }

  archive(sessionId: SessionId, actor: Identity): Session {
    if (!this.#parts.fleet.isShown(sessionId)) return this.#parts.fleet.session(sessionId);
    const session = this.#parts.fleet.archive(sessionId);
    this.#record(actor, 'session_archived', session);
    return session;
  }

  setTask(sessionId: SessionId, task: string | null, actor: Identity): Session {
    const session = this.#parts.fleet.setTask(sessionId, task);
    this.#record(actor, 'task_edited', session);
    return session;
  }

  /** The projects of a host, as it sees them now. */
  async listProjects(host: Host): Promise<ProjectList> {
    const daemon = this.#parts.daemons.of(host);
    const command = { ...this.#envelope(randomUUID()), kind: 'list_projects', payload: {} } as const;
    return this.#withDeadline(host, TRY_AGAIN, daemon.command<'list_projects'>(command).then(unwrap));
  }

  #begin(request: Spawn, actor: Identity): Session {
    const { fleet, commands, clock } = this.#parts;
    const session = startingSession(request, clock());
    const { sessionId, createdAt } = session;
    fleet.put(session, () => {
      commands.begin({ commandId: request.commandId, kind: 'spawn', sessionId, createdAt });
      this.#record(actor, 'session_asked', session);
    });
    return session;
  }

  /** Settles the session whenever the answer comes, also when the person has been told not to wait. */
  async #spawnAt(daemon: Daemon, request: Spawn, session: Session, actor: Identity): Promise<Session> {
    const { commandId, prompt } = request;
    const { sessionId, profile, projectDir, task, size } = session;
    const payload = { sessionId, profile, projectDir, task, prompt, size };
    const answer = await this.#askOn(daemon, { ...this.#envelope(commandId), kind: 'spawn', payload });
    if (!answer.ok) this.#refused(commandId, session, answer.error, actor);
    const facts = this.#told(daemon, sessionId, unwrap(answer));
    this.#parts.db.transaction(() => {
      this.#parts.commands.done(commandId);
      this.#record(actor, 'session_started', session);
    });
    return facts;
  }

  /**
   * Asks again when a daemon whose link broke is back, until the command expires: it starts a session once. Another
   * daemon is not asked, since this one may still carry it out.
   */
  async #askOn(daemon: Daemon, command: CommandOf<'spawn'>): Promise<Answer<SessionFacts>> {
    const { daemons, clock } = this.#parts;
    for (let asked = daemon; ; asked = await daemons.next(daemon.hostId)) {
      if (asked.instanceId !== daemon.instanceId) throw new LinkLost('another daemon has come in its place');
      try {
        return await asked.command<'spawn'>(command);
      } catch (error) {
        if (!(error instanceof LinkLost) || clock() > command.expiresAt) throw error;
      }
    }
  }

  async #stopAt(daemon: Daemon, commandId: CommandId, sessionId: SessionId): Promise<Session> {
    const command = { ...this.#envelope(commandId), kind: 'stop', payload: { sessionId } } as const;
    return this.#told(daemon, sessionId, unwrap(await daemon.command<'stop'>(command)));
  }

  #told(daemon: Daemon, sessionId: SessionId, facts: SessionFacts): Session {
    if (facts.sessionId !== sessionId) throw new DroverError('protocol_error', OTHER_SESSION);
    this.#parts.fleet.sessionTold(daemon.hostId, facts);
    return this.#parts.fleet.session(sessionId);
  }

  /** A session that never was leaves no row, unless its host has told how it failed. */
  #refused(commandId: CommandId, session: Session, error: Problem, actor: Identity): void {
    const { db, commands, fleet } = this.#parts;
    db.transaction(() => {
      commands.refused(commandId, error);
      this.#record(actor, 'session_refused', session, { code: error.code });
    });
    if (fleet.session(session.sessionId).status === 'starting') fleet.remove(session.sessionId);
  }

  async #repeat(known: CommandRow): Promise<Session> {
    const running = this.#running.get(known.commandId);
    if (running) return running;
    if (known.error) throw new DroverError(known.error.code, known.error.message);
    return this.#parts.fleet.session(known.sessionId);
  }

  /**
   * The result of `work`, or `timeout` when it takes too long. Whoever asks for the same `key` meanwhile (a start by its
   * command, a stop by its session) gets the same.
   */
  #inTime(key: CommandId | SessionId, host: Host, maybe: string, work: Promise<Session>): Promise<Session> {
    const result = this.#withDeadline(host, maybe, work);
    this.#running.set(key, result);
    const forget = () => this.#running.delete(key);
    result.then(forget, forget);
    return result;
  }

  async #withDeadline<T>(host: Host, maybe: string, work: Promise<T>): Promise<T> {
    const { commandDeadlineMs } = this.#parts;
    const late = `Host \`${host.name}\` has not answered for ${commandDeadlineMs / 1_000} s; ${maybe}`;
    try {
      return await withDeadline(work, commandDeadlineMs, () => new DroverError('timeout', late));
    } catch (error) {
      if (!(error instanceof LinkLost)) throw error;
      throw new DroverError('timeout', `Host \`${host.name}\` went away before it answered; ${maybe}`);
    }
  }

  /** A session is known by what it is for, else by what runs, and where. */
  #record({ userId, address }: Identity, action: string, session: Session, more: object = {}): void {
    const { sessionId, hostId, profile, projectDir, task } = session;
    const host = this.#parts.fleet.host(hostId).name;
    this.#parts.audit.record({
      actor: userId,
      action,
      subject: sessionId,
      subjectName: `${task ?? profile} @ ${host}`,
      address,
      detail: { host, hostId, profile, projectDir, ...more },
    });
  }

  #envelope(commandId: CommandId) {
    return { commandId, expiresAt: this.#parts.clock() + COMMAND_TTL_MS };
  }
}

const MAYBE_STARTED = 'the session may have started. It will appear here if it did.';
const MAYBE_ENDED = 'the session may have ended. Its card will show it if it did.';
const TRY_AGAIN = 'try again.';
const OTHER_SESSION = 'The host answered with facts of another session.';

function unwrap<T>(answer: Answer<T>): T {
  if (!answer.ok) throw new DroverError(answer.error.code, answer.error.message);
  return answer.value;
}

function startingSession(request: Spawn, createdAt: number): Session {
  const { hostId, profile, projectDir, task, size = DEFAULT_SIZE } = request;
  return {
    sessionId: randomUUID(),
    hostId,
    profile,
    projectDir,
    task,
    status: 'starting',
    reason: null,
    exit: null,
    epoch: null,
    size,
    title: null,
    createdAt,
    endedAt: null,
    viewers: 0,
  };
}

import {
  type Answer,
  type CommandId,
  DroverError,
  type EditSessionBody,
  type Host,
  hasEnded,
  type Problem,
  type ResumeBody,
  type Session,
  type SessionFacts,
  type SessionId,
  type SpawnBody,
} from '@drover/protocol';
import type { z } from 'zod';
import type { Database } from '../db/database.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Identity } from '../people/identity.ts';
import type { Daemons } from '../relay/daemons.ts';
import { type HostCommands, unwrap } from '../relay/host-commands.ts';
import { type CommandOf, type Daemon, LinkLost } from '../relay/ports.ts';
import type { CommandRow, CommandStore } from './command-store.ts';
import { expectBesideParent } from './companion.ts';
import { resumptionOf } from './resumption.ts';
import type { SessionAudit } from './session-audit.ts';
import { distinct, type Start, spawnRequest, startingSession } from './starting-session.ts';

type Parts = {
  db: Database;
  fleet: Fleet;
  commands: CommandStore;
  audit: SessionAudit;
  daemons: Daemons;
  hostCommands: HostCommands;
  clock: () => number;
};

/** `created` is false when this command was given before: nothing is started again, the answer is the same. */
export type Started = { session: Session; created: boolean };

/** What people do with sessions. Each act is answered within the command deadline, with a result or a reason. */
export class Sessions {
  readonly #parts: Parts;
  readonly #running = new Map<CommandId | SessionId, Promise<Session>>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  spawn(request: z.output<typeof SpawnBody>, actor: Identity): Promise<Started> {
    return this.#once(request.commandId, actor, () => {
      expectBesideParent(request, this.#parts.fleet);
      return { ...request, resumedFrom: null };
    });
  }

  /** Starts a session that goes on with the conversation of an ended one, where that one ran. */
  resume(sessionId: SessionId, body: z.output<typeof ResumeBody>, actor: Identity): Promise<Started> {
    const { fleet } = this.#parts;
    return this.#once(body.commandId, actor, () => {
      const session = fleet.session(sessionId);
      const host = fleet.host(session.hostId);
      this.#parts.daemons.of(host);
      return resumptionOf({ session, host, sessions: fleet.sessions() }, body);
    });
  }

  /** Ends a session; one that has ended already stays as it is. */
  async stop(sessionId: SessionId, commandId: CommandId, actor: Identity): Promise<Session> {
    const session = this.#parts.fleet.session(sessionId);
    if (hasEnded(session.status)) return session;
    const running = this.#running.get(sessionId);
    if (running) return running;
    const host = this.#parts.fleet.host(session.hostId);
    const daemon = this.#parts.daemons.of(host);
    this.#parts.audit.record(actor, 'session_stopped', session);
    return this.#inTime(sessionId, host, MAYBE_ENDED, this.#stopAt(daemon, commandId, sessionId));
  }

  archive(sessionId: SessionId, actor: Identity): Session {
    if (!this.#parts.fleet.isShown(sessionId)) return this.#parts.fleet.session(sessionId);
    const session = this.#parts.fleet.archive(sessionId);
    this.#parts.audit.record(actor, 'session_archived', session);
    return session;
  }

  /** Changes what is given of its name, task and tags. */
  edit(sessionId: SessionId, { task, name, tags }: EditSessionBody, actor: Identity): Session {
    const { fleet, audit } = this.#parts;
    const change = {
      ...(task !== undefined && { task }),
      ...(name !== undefined && { name }),
      ...(tags && { tags: distinct(tags) }),
    };
    const changed = Object.keys(change);
    if (changed.length === 0) return fleet.session(sessionId);
    const session = fleet.edit(sessionId, change);
    audit.record(actor, 'session_edited', session, { changed: changed.join(', ') });
    return session;
  }

  async #once(commandId: CommandId, actor: Identity, plan: () => Start): Promise<Started> {
    const known = this.#parts.commands.find(commandId);
    if (known) return { session: await this.#repeat(known), created: false };
    const start = plan();
    const host = this.#parts.fleet.host(start.hostId);
    const daemon = this.#parts.daemons.of(host);
    const session = this.#begin(start, actor);
    const work = this.#spawnAt(daemon, start, session, actor);
    return { session: await this.#inTime(commandId, host, MAYBE_STARTED, work), created: true };
  }

  #begin(start: Start, actor: Identity): Session {
    const { fleet, commands, audit, clock } = this.#parts;
    const session = startingSession(start, clock());
    const { sessionId, createdAt } = session;
    fleet.put(session, () => {
      commands.begin({ commandId: start.commandId, kind: 'spawn', sessionId, createdAt });
      audit.record(actor, 'session_asked', session);
    });
    return session;
  }

  /** Settles the session whenever the answer comes, also when the person has been told not to wait. */
  async #spawnAt(daemon: Daemon, start: Start, session: Session, actor: Identity): Promise<Session> {
    const { db, commands, audit, hostCommands } = this.#parts;
    const { commandId, resumedFrom } = start;
    const command = hostCommands.make('spawn', spawnRequest(start, session), commandId);
    const answer = await this.#askOn(daemon, command);
    if (!answer.ok) this.#refused(commandId, session, answer.error, actor);
    const told = this.#told(daemon, session.sessionId, unwrap(answer));
    db.transaction(() => {
      commands.done(commandId);
      if (resumedFrom === null) audit.record(actor, 'session_started', session);
      else audit.record(actor, 'session_resumed', session, { resumedFrom });
    });
    return told;
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
    const command = this.#parts.hostCommands.make('stop', { sessionId }, commandId);
    return this.#told(daemon, sessionId, unwrap(await daemon.command<'stop'>(command)));
  }

  #told(daemon: Daemon, sessionId: SessionId, facts: SessionFacts): Session {
    if (facts.sessionId !== sessionId) throw new DroverError('protocol_error', OTHER_SESSION);
    this.#parts.fleet.sessionTold(daemon.hostId, facts);
    return this.#parts.fleet.session(sessionId);
  }

  /** A session that never was leaves no row, unless its host has told how it failed. */
  #refused(commandId: CommandId, session: Session, error: Problem, actor: Identity): void {
    const { db, commands, fleet, audit } = this.#parts;
    db.transaction(() => {
      commands.refused(commandId, error);
      audit.record(actor, 'session_refused', session, { code: error.code });
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
    const result = this.#parts.hostCommands.inTime(host, maybe, work);
    this.#running.set(key, result);
    const forget = () => this.#running.delete(key);
    result.then(forget, forget);
    return result;
  }
}

const MAYBE_STARTED = 'the session may have started. It will appear here if it did.';
const MAYBE_ENDED = 'the session may have ended. Its card will show it if it did.';
const OTHER_SESSION = 'The host answered with facts of another session.';

import { join } from 'node:path';
import { DroverError, hasEnded, type SessionFacts, type SpawnRequest } from '@drover/protocol';
import type { Logger } from 'pino';
import { type Limiter, type Place, SessionGroup } from '../limits/index.ts';
import type { PlanSpawn, SpawnPlan } from '../spawn/spawn-plan.ts';
import type { Screens } from '../terminal/screens.ts';
import { BOOT_ID, INIT_START } from './boot-id.ts';
import { hasFileRoom } from './file-room.ts';
import { prepareHolderProgram } from './holder-program.ts';
import { Session, type SessionEvents } from './session.ts';
import type { SessionRecord, StateDir } from './session-dir.ts';
import { type SessionWatcher, together } from './session-watcher.ts';
import { startHolder } from './start-holder.ts';
import { toldFacts } from './told-facts.ts';
import { unreadableRecord } from './unreadable-record.ts';

/** Output kept per session on this machine. */
const SPOOL_LIMITS = { segmentBytes: 1024 * 1024, quotaBytes: 64 * 1024 * 1024 };

/** Ended sessions whose screens are kept at hand for pictures; older ones are opened when somebody looks. */
const SCREENS_OF_ENDED = 20;

/** Sessions of which a hub is told. It remembers more itself. */
const MAX_TOLD = 2_000;

/** Sessions that may run at a time, when nobody says otherwise. */
const MAX_RUNNING = 200;

const NOT_HERE =
  'There is no such session on this host; the output of sessions that ended long ago is not kept there.';

export type SessionsOptions = {
  state: StateDir;
  screens: Screens;
  plan: PlanSpawn;
  watchers?: readonly SessionWatcher[];
  events: Omit<SessionEvents, 'changed' | 'watcher'> & {
    facts: (facts: SessionFacts, urgent: boolean) => void;
  };
  log: Logger;
  maxRunning?: number | undefined;
  /** Undefined where sessions have no limits. */
  limiter?: Limiter | undefined;
};

/** All sessions of this machine. */
export class Sessions {
  readonly #options: SessionsOptions;
  readonly #sessions = new Map<string, Session>();
  readonly #spawning = new Map<string, Promise<SessionFacts>>();
  /** Sessions that the hub says belong to another host. */
  readonly #foreign = new Set<string>();
  #holderProgram: string | undefined;

  constructor(options: SessionsOptions) {
    this.#options = options;
  }

  /** Finds the sessions of earlier daemons, and their holders. */
  async adopt(): Promise<void> {
    await Promise.all(this.#options.state.list().map((sessionId) => this.#adoptOne(sessionId)));
    this.#tidyScreens();
  }

  /** Throws `no_session`. */
  get(sessionId: string): Session {
    const session = this.#sessions.get(sessionId);
    if (!session) throw new DroverError('no_session', NOT_HERE);
    return session;
  }

  find(sessionId: string): Session | undefined {
    return this.#sessions.get(sessionId);
  }

  /** Those of all that run and of the last that ended, as many as fit in a hello. */
  facts(): SessionFacts[] {
    const last = [...this.#sessions.values()]
      .filter(({ sessionId }) => !this.#foreign.has(sessionId))
      .sort((a, b) => b.endedAt - a.endedAt)
      .slice(0, MAX_TOLD);
    return toldFacts(last.map((session) => session.facts()));
  }

  get all(): Session[] {
    return [...this.#sessions.values()];
  }

  get running(): Session[] {
    return this.all.filter((session) => !session.hasEnded);
  }

  /** Whether it was asked for, and is not among those that run yet. */
  isStarting(sessionId: string): boolean {
    return this.#spawning.has(sessionId);
  }

  get ended(): Session[] {
    return this.all.filter((session) => session.hasEnded);
  }

  /** Of output on the disk, of all sessions. */
  get spoolBytes(): number {
    return this.#sessions.values().reduce((sum, { bytes }) => sum + bytes, 0);
  }

  countByStatus(): Record<string, number> {
    const grouped = Object.groupBy(this.#sessions.values(), ({ status }) => status);
    return Object.fromEntries(Object.entries(grouped).map(([status, { length }]) => [status, length]));
  }

  /** Removes what an ended session has left on this machine. Throws what the file system throws. */
  remove(sessionId: string): void {
    const session = this.#sessions.get(sessionId);
    if (!session?.hasEnded) return;
    session.remove();
    this.#sessions.delete(sessionId);
  }

  forget(sessionId: string): void {
    this.#foreign.add(sessionId);
  }

  /** Starts a session and settles when its program runs. The same `sessionId` again tells the same session. */
  async spawn(request: SpawnRequest): Promise<SessionFacts> {
    const known = this.#sessions.get(request.sessionId);
    if (known) return known.facts();
    const spawning = this.#spawning.get(request.sessionId) ?? this.#spawn(request);
    this.#spawning.set(request.sessionId, spawning);
    return spawning.finally(() => this.#spawning.delete(request.sessionId));
  }

  async stop(sessionId: string): Promise<SessionFacts> {
    await this.#spawning.get(sessionId)?.catch(() => {}); // what is only starting has nothing yet to be stopped
    const session = this.get(sessionId);
    await session.stop();
    return session.facts();
  }

  /** Settles when all have ended that can be; one that cannot is no reason to keep the others. */
  async endAll(): Promise<void> {
    await Promise.allSettled(this.running.map((session) => session.stop()));
  }

  reopenScreens(): void {
    for (const session of this.#sessions.values()) session.screen.reopen();
  }

  disconnect(): void {
    for (const session of this.#sessions.values()) session.disconnect();
  }

  async #spawn(request: SpawnRequest): Promise<SessionFacts> {
    this.#checkRoom();
    this.#options.limiter?.check();
    const plan = await this.#options.plan(request);
    try {
      return await this.#spawnAs(plan, request);
    } catch (error) {
      await plan.undo();
      throw error;
    }
  }

  async #spawnAs(plan: SpawnPlan, request: SpawnRequest): Promise<SessionFacts> {
    const { sessionId, profile, task, size } = request;
    const place = this.#options.limiter?.place(sessionId) ?? null;
    const session = this.#create({
      ...{ sessionId, profile, task, size },
      ...plan.kept,
      createdAt: Date.now(),
      bootId: BOOT_ID,
      initStart: INIT_START,
      stopped: false,
      group: place?.dirs ?? null,
      ended: null,
    });
    try {
      await plan.prepare();
      await this.#start(session, plan.launch, place);
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      session.endWithout('failed', { code: 'spawn_failed', message });
      throw new DroverError('spawn_failed', message);
    }
    this.#options.log.info({ sessionId, profile }, 'session started');
    return session.facts();
  }

  /** Those that are being started count too, else many at once would slip through together. */
  #checkRoom(): void {
    const { maxRunning = MAX_RUNNING } = this.#options;
    const taken = new Set([...this.running.map(({ sessionId }) => sessionId), ...this.#spawning.keys()]);
    if (taken.size < maxRunning && hasFileRoom()) return;
    if (taken.size < maxRunning)
      throw new DroverError(
        'too_many_sessions',
        'The daemon of this host has hardly any open files left; stop a session, or raise its limit (ulimit -n).',
      );
    throw new DroverError(
      'too_many_sessions',
      `This host already runs as many sessions as it may (${maxRunning}); stop one first.`,
    );
  }

  async #start(session: Session, launched: SpawnPlan['launch'], place: Place | null): Promise<void> {
    const { state } = this.#options;
    const dir = state.session(session.sessionId);
    const { env, cwd } = launched;
    const { sessionId, size } = session.record;
    const argv = [...(place?.agentPrefix ?? []), ...launched.argv];
    const launch = { sessionId, argv, env, cwd, ...size, socketPath: dir.socketPath, ...SPOOL_LIMITS };
    const limits = place ? { oomEvents: place.oomEvents } : {};
    this.#holderProgram ??= prepareHolderProgram(join(state.path, 'programs'));
    await startHolder(this.#holderProgram, dir, { ...launch, ...limits }, place?.holderPrefix ?? []);
    await session.open(true);
  }

  #create(record: SessionRecord): Session {
    try {
      this.#options.state.session(record.sessionId).write(record);
    } catch (error) {
      // Nobody would find the group again.
      if (record.group) new SessionGroup(record.group).remove();
      throw error;
    }
    return this.#add(record);
  }

  #add(record: SessionRecord): Session {
    const { state, screens, events, watchers = [] } = this.#options;
    const session = new Session(record, state.session(record.sessionId), screens, {
      ...events,
      changed: (changed, urgent) => this.#changed(changed, urgent),
      watcher: together(watchers),
    });
    this.#sessions.set(record.sessionId, session);
    return session;
  }

  #changed(session: Session, urgent: boolean): void {
    if (this.#foreign.has(session.sessionId)) return;
    const facts = session.facts();
    this.#options.events.facts(facts, urgent);
    if (urgent && hasEnded(facts.status)) this.#tidyScreens();
  }

  async #adoptOne(sessionId: string): Promise<void> {
    const dir = this.#options.state.session(sessionId);
    try {
      const record = dir.read();
      if (!record) this.#options.log.warn({ sessionId, folder: dir.path }, 'session.json cannot be read');
      await this.#add(record ?? unreadableRecord(sessionId, dir.madeAt)).open(false);
    } catch (error) {
      this.#options.log.error({ err: error, sessionId }, 'a session folder cannot be used');
    }
  }

  #tidyScreens(): void {
    const ended = [...this.#sessions.values()]
      .filter((session) => session.hasEnded)
      .sort((a, b) => b.endedAt - a.endedAt);
    for (const [index, session] of ended.entries()) {
      if (index < SCREENS_OF_ENDED) session.screen.open();
      else if (session.viewers.count === 0) session.screen.close();
    }
  }
}

import { randomUUID } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SIZE, type SessionFacts, type SpawnRequest } from '@drover/protocol';
import { pino } from 'pino';
import { AttachmentDesk, type DeskEvents, type DeskOptions } from '../attachments/desk.ts';
import { SESSION_VARIABLE } from '../sessions/processes.ts';
import type { Session } from '../sessions/session.ts';
import { PLAIN_RECORD, type SessionRecord, StateDir } from '../sessions/session-dir.ts';
import { Sessions, type SessionsOptions } from '../sessions/sessions.ts';
import type { SpawnPlan } from '../spawn/spawn-plan.ts';
import { SpoolReader } from '../spool/reader.ts';
import { Screens } from '../terminal/screens.ts';

/** Small ones for tests that reach them. */
type RigLimits = Pick<SessionsOptions, 'maxRunning' | 'limiter' | 'watchers'> & DeskOptions;

/** A daemon's sessions without a hub, in temporary folders: real holders, real PTYs. */
export class SessionRig {
  readonly projectDir = realpathSync(mkdtempSync(join(tmpdir(), 'drover-project-')));
  readonly #stateDir = mkdtempSync(join(tmpdir(), 'drover-state-'));
  readonly #plans = new Map<string, { argv: string[]; env: Record<string, string>; cwd: string }>();
  readonly #watchers = new Set<() => void>();
  readonly told: SessionFacts[] = [];
  desk: AttachmentDesk;
  screens: Screens;
  sessions: Sessions;
  deskEvents: DeskEvents = { frame: () => {}, inputResult: () => {}, detached: () => {} };

  readonly #limits: RigLimits;

  constructor(limits: RigLimits = {}) {
    this.#limits = limits;
    [this.screens, this.sessions, this.desk] = this.#build();
  }

  request(argv: string[], env: Record<string, string> = {}, cwd = this.projectDir): SpawnRequest {
    const sessionId = randomUUID();
    const own = {
      PATH: process.env.PATH ?? '',
      TERM: 'xterm-256color',
      LANG: 'C.UTF-8',
      [SESSION_VARIABLE]: sessionId,
    };
    this.#plans.set(sessionId, { argv, env: { ...own, ...env }, cwd });
    return { ...PLAIN_WISH, sessionId, projectDir: cwd };
  }

  async spawn(argv: string[], env: Record<string, string> = {}, cwd = this.projectDir): Promise<Session> {
    const { sessionId } = await this.sessions.spawn(this.request(argv, env, cwd));
    return this.sessions.get(sessionId);
  }

  /** Settles when the condition holds; looked at whenever a session has told something. */
  async until(condition: () => boolean): Promise<void> {
    if (condition()) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    const look = () => condition() && resolve();
    this.#watchers.add(look);
    await promise;
    this.#watchers.delete(look);
  }

  printed = (session: Session, text: string) => this.until(() => this.output(session).includes(text));

  ended = (session: Session) => this.until(() => session.hasEnded);

  /** All that the session has printed so far, from the floor on. */
  output(session: Session): string {
    using reader = new SpoolReader(session.spool);
    const parts: Buffer[] = [];
    for (let offset = session.floor; offset < session.end; ) {
      const read = reader.read(offset, session.end, Buffer.allocUnsafe(session.end - offset));
      if ('gapTo' in read) throw new Error(`a gap from ${offset} to ${read.gapTo}`);
      parts.push(read.bytes);
      offset += read.bytes.length;
    }
    return Buffer.concat(parts).toString();
  }

  holderPid(session: Session): number {
    const file = join(this.#stateDir, 'sessions', session.sessionId, 'holder.json');
    return JSON.parse(readFileSync(file, 'utf8')).holderPid;
  }

  /** Changes what the daemon has written down of a session. */
  rewriteRecord(session: Session, changes: Partial<SessionRecord>): void {
    new StateDir(this.#stateDir).session(session.sessionId).write({ ...session.record, ...changes });
  }

  /** A file of the session's folder, such as `session.json`. */
  file(session: Session, name: string): string {
    return join(this.#stateDir, 'sessions', session.sessionId, name);
  }

  get socketsDir(): string {
    return join(this.#stateDir, 'run');
  }

  socketPath(session: Session): string {
    return new StateDir(this.#stateDir).session(session.sessionId).socketPath;
  }

  filesText(): string {
    const files = readdirSync(this.#stateDir, { recursive: true, withFileTypes: true });
    return files
      .filter((file) => file.isFile())
      .map((file) => readFileSync(join(file.parentPath, file.name), 'utf8'))
      .join('\n');
  }

  /** As if the daemon had been killed: nothing is said to the holders. */
  async restartDaemon(): Promise<void> {
    this.desk.detachAll();
    this.sessions.disconnect();
    await this.screens.stop();
    [this.screens, this.sessions, this.desk] = this.#build();
    await this.sessions.adopt();
  }

  async dispose(): Promise<void> {
    this.desk.detachAll();
    await Promise.all(this.sessions.running.map((session) => session.stop()));
    this.sessions.disconnect();
    await this.screens.stop();
    for (const dir of [this.projectDir, this.#stateDir]) rmSync(dir, { recursive: true, force: true });
  }

  #build(): [Screens, Sessions, AttachmentDesk] {
    const screens: Screens = new Screens({
      reply: (sessionId, text) => sessions.find(sessionId)?.reply(text),
      parsed: (sessionId, offset) => sessions.find(sessionId)?.parsed(offset),
      title: (sessionId, title) => sessions.find(sessionId)?.setTitle(title),
      mark: (sessionId, mark) => sessions.find(sessionId)?.marked(mark),
      pictures: () => {},
      died: (error) => {
        throw error;
      },
    });
    const sessions: Sessions = new Sessions({
      state: new StateDir(this.#stateDir),
      screens,
      plan: async ({ sessionId }) => {
        const plan = this.#plans.get(sessionId);
        if (!plan) throw new Error('not planned');
        const [file = '', ...args] = plan.argv;
        return {
          launch: { ...plan, argv: [file, ...args] },
          kept: keptAt(plan.cwd),
          prepare: async () => {},
          undo: async () => {},
        };
      },
      events: {
        facts: (facts) => {
          this.told.push(facts);
          this.#look();
        },
        output: (session) => {
          desk.output(session);
          this.#look();
        },
        viewerState: () => this.#look(),
      },
      log: pino({ level: 'silent' }),
      ...this.#limits,
    });
    const look =
      <T>(act: (message: T) => void) =>
      (message: T) => {
        act(message);
        this.#look();
      };
    const deskEvents: DeskEvents = {
      frame: look((frame) => this.deskEvents.frame(frame)),
      inputResult: look((result) => this.deskEvents.inputResult(result)),
      detached: look((detached) => this.deskEvents.detached(detached)),
    };
    const find = (sessionId: string) => sessions.get(sessionId);
    const desk: AttachmentDesk = new AttachmentDesk(find, deskEvents, this.#limits);
    return [screens, sessions, desk];
  }

  #look(): void {
    for (const look of this.#watchers) look();
  }
}

/** A session of nothing but its program. */
export const PLAIN_WISH = {
  profile: 'test',
  parentId: null,
  worktree: { kind: 'none' },
  conversation: { kind: 'new' },
  model: null,
  task: null,
  prompt: null,
  size: DEFAULT_SIZE,
} satisfies Partial<SpawnRequest>;

const keptAt = (projectDir: string): SpawnPlan['kept'] => ({ ...PLAIN_RECORD, projectDir });

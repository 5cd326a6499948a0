import { randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Conversation, ConversationId, ConversationList, Session, SpawnBody } from '@drover/protocol';
import { expect, vi } from 'vitest';
import { Repository } from '../harness/repository.ts';
import { Stage, type StageOptions } from '../harness/stage.ts';
import { WatchedSession } from '../harness/watched-session.ts';
import { type ModelServer, startModelServer } from '../model-server/model-server.ts';
import type { Question } from '../model-server/question.ts';
import { personalSettings } from './agent-settings.ts';
import { type AgentName, installAgent } from './install-agent.ts';
import { agentEnvironment } from './workbench.ts';

/** How long an agent may take to come up and answer, on two cores with others. */
export const PATIENCE_MS = 120_000;

/** Each look may read all files of the tool. */
export const SELDOM = { timeout: PATIENCE_MS, interval: 500 };

/** An agent that has not heard a key by then will not hear it. */
const isSoon = (condition: () => boolean): Promise<boolean> =>
  vi.waitUntil(condition, { timeout: 5_000 }).catch(() => false);

/** A whole Drover with one real agent CLI, which talks to a model of ours, and a repository for it to work in. */
export class AgentStage implements AsyncDisposable {
  readonly agent: AgentName;
  readonly stage: Stage;
  readonly model: ModelServer;
  readonly repository: Repository;
  #hasStarted = false;

  private constructor(agent: AgentName, stage: Stage, model: ModelServer, repository: Repository) {
    this.agent = agent;
    this.stage = stage;
    this.model = model;
    this.repository = repository;
  }

  static async open(agent: AgentName, options: StageOptions = {}): Promise<AgentStage> {
    const { binDir } = await installAgent(agent);
    const model = await startModelServer();
    const stage = await Stage.open({ env: agentEnvironment(binDir, model.url), ...options });
    const repository = await Repository.make(stage.drover, 'orchard', { 'README.md': 'An orchard.\n' });
    const opened = new AgentStage(agent, stage, model, repository);
    for (const [path, text] of Object.entries(personalSettings(agent, model.url)))
      await opened.write(path, text);
    return opened;
  }

  /** In the agent's home; `path` is relative to it. */
  async write(path: string, text: string): Promise<void> {
    const file = join(this.stage.drover.home, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text);
  }

  start(wish: Partial<SpawnBody> = {}): Promise<WatchedSession> {
    return WatchedSession.start(this.stage, {
      profile: this.agent,
      projectDir: this.repository.path,
      ...wish,
    });
  }

  /** Waits until it can be spoken to. */
  async comesUp(session: WatchedSession): Promise<void> {
    const state = async () => (await session.facts()).activity?.state;
    await expect.poll(state, { timeout: PATIENCE_MS }).toBe('idle');
  }

  /** A session that has answered this and ended: its conversation is saved, and known to be its own. */
  async talkAbout(prompt: string): Promise<ConversationId> {
    const session = await this.start({ prompt });
    await session.viewer.shows(`You said: ${prompt}`, PATIENCE_MS);
    const saved = async () => (await this.conversations()).map((each) => each.conversationId);
    const conversationId = await this.conversationOf(session);
    await expect.poll(saved, SELDOM).toContain(conversationId);
    await this.end(session);
    return conversationId;
  }

  /** Waits until it is known which conversation a session holds. */
  async conversationOf(session: WatchedSession): Promise<ConversationId> {
    const own = async () => (await session.facts()).conversationId;
    await expect.poll(own, SELDOM).not.toBeNull();
    if (!this.#hasStarted) this.stage.hasStarted();
    this.#hasStarted = true;
    return (await own()) ?? '';
  }

  /** Stops it, and answers what is told of it then. */
  async end({ sessionId }: WatchedSession): Promise<Session> {
    await this.stage.person.stop(sessionId);
    return this.overWith(sessionId);
  }

  /** Takes up the conversation of an ended session again, where it ran. */
  async resume({ sessionId }: Pick<Session, 'sessionId'>): Promise<WatchedSession> {
    const path = `/sessions/${sessionId}/resume`;
    const again = await this.stage.person.ask<Session>('POST', path, { commandId: randomUUID() });
    expect(again.resumedFrom).toBe(sessionId);
    return WatchedSession.of(this.stage, again);
  }

  /** What is told of a session when it has ended, however it did. */
  async overWith(sessionId: string): Promise<Session> {
    const status = async () => (await this.stage.person.session(sessionId)).status;
    await expect.poll(status, { timeout: PATIENCE_MS }).toMatch(/exited|killed|lost|failed/);
    return this.stage.person.session(sessionId);
  }

  /**
   * Types a line, and presses Enter until the model is asked: an agent that has just come up may overhear what is typed,
   * and one that gets Enter at once may take it for a part of a paste.
   */
  async say({ viewer }: WatchedSession, line: string): Promise<void> {
    await viewer.until(() => viewer.state?.controller === true);
    do viewer.type(line);
    while (!(await isSoon(() => viewer.text.includes(line))));
    do viewer.type('\r');
    while (!(await isSoon(() => this.heard(line) !== undefined)));
  }

  /** The last question to the model whose prompt was this. */
  heard(prompt: string): Question | undefined {
    const questions = this.model.requests.flatMap(({ question }) => question ?? []);
    return questions.findLast((question) => question.prompt.trim() === prompt);
  }

  /** Says this, and waits until the model was told it as the next thing after `earlier`, and the screen shows its answer. */
  async goesOn(session: WatchedSession, prompt: string, earlier: string[]): Promise<void> {
    await this.comesUp(session);
    await this.say(session, prompt);
    await session.viewer.shows(`You said: ${prompt}`, PATIENCE_MS);
    expect(this.heard(prompt)?.earlier.map((text) => text.trim())).toEqual(expect.arrayContaining(earlier));
  }

  async conversations(directory = this.repository.path): Promise<Conversation[]> {
    const { hosts } = await this.stage.person.ask<{ hosts: { hostId: string }[] }>('GET', '/hosts');
    const query = new URLSearchParams({ profile: this.agent, path: directory });
    const path = `/hosts/${hosts[0]?.hostId}/conversations?${query}`;
    return (await this.stage.person.ask<ConversationList>('GET', path)).conversations;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.stage[Symbol.asyncDispose]();
    await this.model[Symbol.asyncDispose]();
  }
}

import type {
  Activity,
  ActivityReport,
  ActivityReported,
  AskAnswer,
  Session,
  SpawnBody,
} from '@drover/protocol';
import { expect } from 'vitest';
import type { Stage } from './stage.ts';
import type { Viewer } from './viewer.ts';

const PRESS_AGAIN_MS = 2_000;

/** A session of which it is watched what it does, as the hub tells it, with a viewer that types. */
export class WatchedSession {
  readonly sessionId: string;
  readonly viewer: Viewer;
  readonly #stage: Stage;

  private constructor(stage: Stage, { sessionId }: Session) {
    this.#stage = stage;
    this.sessionId = sessionId;
    this.viewer = stage.view(sessionId);
  }

  /** In a new project. */
  static async start(
    stage: Stage,
    wish: Pick<SpawnBody, 'profile'> & Partial<SpawnBody>,
  ): Promise<WatchedSession> {
    const projectDir = await stage.drover.createProject('project');
    return WatchedSession.of(stage, await stage.person.spawn({ projectDir, ...wish }));
  }

  static of = (stage: Stage, session: Session): WatchedSession => new WatchedSession(stage, session);

  /** All that the hub tells of it now. */
  facts = (): Promise<Session> => this.#stage.person.session(this.sessionId);

  /** Waits until it is told to do this, and answers all that is told then. */
  async does(expected: object): Promise<Activity> {
    let activity: Activity | null = null;
    const look = async () => {
      activity = (await this.#stage.person.session(this.sessionId)).activity;
      return activity;
    };
    await expect.poll(look, { interval: 50, timeout: 30_000 }).toMatchObject(expected);
    return activity as unknown as Activity;
  }

  /** What is typed while there is no line is lost, as in the dashboard. */
  async enter(line: string): Promise<void> {
    await this.viewer.until(() => this.viewer.state?.controller === true);
    this.viewer.type(`${line}\r`);
  }

  /** As `enter`, for agents that take what comes together with its end for a paste. */
  async enterPrompt(line: string): Promise<void> {
    await this.viewer.until(() => this.viewer.state?.controller === true);
    this.viewer.type(line);
    await this.viewer.shows(line);
    this.viewer.type('\r');
  }

  /** Presses a key until the session does this: a dialog that has just come up overhears the first. */
  async press(key: string, expected: object): Promise<Activity> {
    this.viewer.type(key);
    const again = setInterval(() => this.viewer.type(key), PRESS_AGAIN_MS);
    return this.does(expected).finally(() => clearInterval(again));
  }

  answer = (askId: string, answer: AskAnswer): Promise<void> =>
    this.#stage.person.ask('POST', `/sessions/${this.sessionId}/answer`, { askId, answer });

  report = (report: ActivityReport): Promise<ActivityReported> =>
    this.#stage.person.ask('POST', `/sessions/${this.sessionId}/activity-report`, report);
}

import { join } from 'node:path';
import { ActivityRules, type Json, type Profile } from '@drover/profiles';
import { type ActivityReport, type ActivityReported, type AskAnswer, DroverError } from '@drover/protocol';
import type { DoorCall } from '../door/door.ts';
import type { Session } from '../sessions/session.ts';
import type { SessionWatcher } from '../sessions/session-watcher.ts';
import type { Screens } from '../terminal/screens.ts';
import { keepReport } from './report.ts';
import { SessionActivity } from './session-activity.ts';

/** What does not announce itself is looked at this often. */
const TICK_MS = 2_000;

const REPORTS_FOLDER = 'activity-reports';

/** For a tool of which nothing is known any more. */
const NO_RULES = ActivityRules.parse({});

export type ActivityWatcherParts = {
  profileOf: (session: Session) => Profile | undefined;
  screens: Pick<Screens, 'text'>;
  /** A tool has said which conversation it holds. */
  conversation: (session: Session, conversationId: Json) => void;
  stateDir: string;
  /** Why nobody may answer from the dashboard; null when somebody may. */
  answerDenial: DroverError | null;
};

/** Finds out what the sessions of this machine do, and lets people answer what they ask for. */
export class ActivityWatcher implements SessionWatcher {
  readonly #parts: ActivityWatcherParts;
  /** Of the sessions that run. */
  readonly #activities = new Map<Session, SessionActivity>();
  readonly #byToken = new Map<string, SessionActivity>();
  #clock: NodeJS.Timeout | undefined;

  constructor(parts: ActivityWatcherParts) {
    this.#parts = parts;
  }

  running(session: Session): void {
    const { agent, record } = session;
    if (!agent || this.#activities.has(session)) return;
    const activity = new SessionActivity({
      ...{ session, agent },
      rules: this.#parts.profileOf(session)?.activity ?? NO_RULES,
      screenText: () => this.#parts.screens.text(session.sessionId),
      conversation: (conversationId) => this.#parts.conversation(session, conversationId),
      mayAnswer: this.#parts.answerDenial === null,
    });
    this.#activities.set(session, activity);
    if (record.signalsToken !== null) this.#byToken.set(record.signalsToken, activity);
    if (session.title !== null) activity.titled(session.title);
    this.#clock ??= setInterval(() => this.#tick(), TICK_MS);
  }

  printed(session: Session): void {
    this.#activities.get(session)?.printed();
  }

  titled(session: Session): void {
    if (session.title !== null) this.#activities.get(session)?.titled(session.title);
  }

  ended(session: Session): void {
    this.#activities.get(session)?.end();
    this.#activities.delete(session);
    if (session.record.signalsToken !== null) this.#byToken.delete(session.record.signalsToken);
    if (this.#activities.size === 0) this.#stopClock();
  }

  /** Whether a session that runs has this token. */
  knows = (token: string): boolean => this.#byToken.has(token);

  /** What a hook has told at the door. */
  heard = async ({ token, body, gone }: DoorCall): Promise<Json> =>
    (await this.#byToken.get(token)?.heard(body, gone)) ?? {};

  /** Throws `nothing_asked`, and `denied_by_host_policy`. */
  answer(session: Session, askId: string, answer: AskAnswer): void {
    if (this.#parts.answerDenial) throw this.#parts.answerDenial;
    if (this.#activities.get(session)?.answer(askId, answer)) return;
    throw new DroverError(
      'nothing_asked',
      'It does not ask for that any more: it was answered elsewhere, or only its terminal can answer.',
    );
  }

  /** Keeps the evidence of a verdict that somebody finds wrong. Throws `session_ended`. */
  async report(session: Session, right: ActivityReport): Promise<ActivityReported> {
    const activity = this.#activities.get(session);
    if (!activity) throw new DroverError('session_ended', 'The session has ended; there is nothing to see.');
    const told = session.learned.activity;
    const observed = await activity.evidence();
    const report = {
      ...{ format: 1 as const, profile: session.record.profile, at: Date.now() },
      ...{ told, right, observed },
    };
    return { file: keepReport(join(this.#parts.stateDir, REPORTS_FOLDER), session.sessionId, report) };
  }

  stop(): void {
    this.#stopClock();
    for (const activity of this.#activities.values()) activity.end();
    this.#activities.clear();
    this.#byToken.clear();
  }

  #tick(): void {
    for (const activity of this.#activities.values()) activity.tick();
  }

  #stopClock(): void {
    clearInterval(this.#clock);
    this.#clock = undefined;
  }
}

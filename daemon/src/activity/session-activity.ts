import type { ActivityRules, Json } from '@drover/profiles';
import type { AskAnswer } from '@drover/protocol';
import type { ProcessRef } from '../sessions/processes.ts';
import type { Session } from '../sessions/session.ts';
import { type Answerable, activityOf } from './activity-of.ts';
import { Asks } from './asks.ts';
import { CpuWatch } from './cpu-watch.ts';
import { fieldOf, fieldsReadBy, ruleFor } from './json-fields.ts';
import { Observation } from './observation.ts';
import type { Observed } from './observed.ts';
import { foregroundCommand } from './process-look.ts';
import { Settling } from './settling.ts';
import { StateFile } from './state-file.ts';
import { type Verdict, verdict } from './verdict.ts';

/** After output, until it is looked at what it has come to; and between two looks while it goes on. */
const LOOK_AFTER_MS = 150;
const LOOK_EVERY_MS = 350;

/** After this, what was asked by a hook has been answered in the terminal, when another source says that it goes on. */
const ANSWERED_ELSEWHERE_MS = 1_000;

export type SessionActivityParts = {
  session: Session;
  agent: ProcessRef;
  rules: ActivityRules;
  /** The rows of its rendered screen. */
  screenText: () => Promise<string[] | undefined>;
  /** Whether people may answer what is asked for, elsewhere than in its terminal. */
  mayAnswer: boolean;
  /** The tool itself has said which conversation it holds. */
  conversation: (conversationId: Json) => void;
};

/** Finds out what one session does while it runs. */
export class SessionActivity {
  readonly #parts: SessionActivityParts;
  readonly #observation: Observation;
  readonly #asks = new Asks(() => {
    this.#observation.hook(this.#asks.first?.event ?? null);
    this.#settle();
  });
  readonly #settling = new Settling();
  readonly #cpu = new CpuWatch();
  readonly #stateFile: StateFile | undefined;
  /** Whether the screen may show something else than when it was last looked at. */
  #isScreenStale = true;
  #lookedAt = 0;
  #lookTimer: NodeJS.Timeout | undefined;
  #settleTimer: NodeJS.Timeout | undefined;
  #hasEnded = false;

  constructor(parts: SessionActivityParts) {
    this.#parts = parts;
    const { rules, agent } = parts;
    this.#observation = new Observation(rules, Date.now());
    this.#stateFile = rules.stateFile && new StateFile(rules.stateFile, agent);
    this.#lookLater();
  }

  printed(): void {
    this.#observation.printed(Date.now());
    this.#isScreenStale = true;
    this.#lookLater();
  }

  titled(title: string): void {
    const before = this.#observation.claimOf('title');
    this.#observation.title(title, Date.now());
    if (before && before === this.#observation.claimOf('title')) return;
    // What stood on the screen belongs to the state before.
    this.#observation.screen(null, Date.now());
    this.#isScreenStale = true;
    this.#settle();
    this.#lookLater();
  }

  /** Looks at what tells nobody that it changes: files, processes, silence. */
  tick(): void {
    this.#watchProcessor();
    this.#look();
    this.#endAnsweredAsks();
  }

  /** What its hook has told. Settles with the answer. */
  async heard(body: Json, gone: AbortSignal): Promise<Json> {
    const { hooks } = this.#parts.rules;
    const rule = hooks && ruleFor(hooks.rules, body);
    if (hooks?.conversationId) this.#parts.conversation(fieldOf(body, hooks.conversationId) ?? null);
    if (!rule || this.#hasEnded) return {};
    const event = { at: Date.now(), value: fieldsReadBy(hooks.rules, [], body) };
    this.#observation.progressed(event.at);
    if (rule.answers && this.#parts.mayAnswer) return this.#hold({ event, answers: rule.answers }, gone);
    if (rule.state !== 'waiting') this.#asks.endAll();
    this.#observation.hook(event);
    this.#settle();
    return {};
  }

  /** False when that is not asked any more. */
  answer(askId: string, answer: AskAnswer): boolean {
    if (!this.#asks.answer(askId, answer)) return false;
    const next = this.#asks.first;
    if (next) this.#observation.hook(next.event);
    else this.#observation.answered(Date.now());
    this.#settle();
    return true;
  }

  /** All that can be seen of it now. */
  async evidence(): Promise<Observed> {
    this.#observation.screen((await this.#parts.screenText()) ?? null, Date.now());
    return this.#observation.seen;
  }

  end(): void {
    this.#hasEnded = true;
    clearTimeout(this.#lookTimer);
    clearTimeout(this.#settleTimer);
    this.#asks.endAll();
  }

  #hold(ask: Parameters<Asks['hold']>[0], gone: AbortSignal): Promise<Json> {
    const answered = this.#asks.hold(ask, gone);
    this.#observation.hook(this.#asks.first?.event ?? null);
    this.#settle();
    return answered;
  }

  #lookLater(): void {
    const waitMs = Math.max(LOOK_AFTER_MS, this.#lookedAt + LOOK_EVERY_MS - Date.now());
    this.#lookTimer ??= setTimeout(() => this.#look(), waitMs);
  }

  #look(): void {
    clearTimeout(this.#lookTimer);
    this.#lookTimer = undefined;
    if (this.#hasEnded) return;
    this.#lookedAt = Date.now();
    this.#lookAtFileAndProcess(this.#lookedAt);
    this.#settle();
    if (this.#isScreenStale && this.#needsScreen()) void this.#lookAtScreen();
  }

  #lookAtFileAndProcess(now: number): void {
    const { rules, agent } = this.#parts;
    if (this.#stateFile && rules.stateFile) {
      const json = this.#stateFile.read();
      if (rules.stateFile.conversationId && json !== null)
        this.#parts.conversation(fieldOf(json, rules.stateFile.conversationId) ?? null);
      this.#observation.stateFile(json, now);
    }
    if (rules.foregroundJobs) this.#observation.foreground(foregroundCommand(agent.pid), now);
  }

  /** The screen is read only where it could say more than better sources do. */
  #needsScreen(): boolean {
    const { screen } = this.#parts.rules;
    if (!screen) return false;
    const said = this.#verdict(Date.now(), (source) => source !== 'screen');
    if (!said || said.source === 'output') return true;
    if (said.state === 'waiting' && said.detail === null) return true;
    return screen.some(({ overrules }) => overrules.includes(said.source)) && said.state !== 'working';
  }

  async #lookAtScreen(): Promise<void> {
    this.#isScreenStale = false;
    const rows = await this.#parts.screenText();
    if (this.#hasEnded || !rows) return;
    this.#observation.screen(rows, Date.now());
    this.#settle();
  }

  #verdict(now: number, counts = (_source: string): boolean => true): Verdict | null {
    const { stalledAfterSeconds } = this.#parts.rules;
    const stalledAfterMs = stalledAfterSeconds === null ? null : stalledAfterSeconds * 1_000;
    const claims = this.#observation.claims(now).filter(({ source }) => counts(source));
    return verdict(claims, { progressAt: this.#observation.progressAt, stalledAfterMs }, now);
  }

  #settle(): void {
    clearTimeout(this.#settleTimer);
    const now = Date.now();
    const said = this.#hasEnded ? null : this.#verdict(now);
    if (!said) return;
    const activity = activityOf(said, this.#settling.told, this.#answerable(said), now);
    const { tell, urgent, againMs } = this.#settling.take(activity, now);
    if (tell) this.#parts.session.learn({ activity }, urgent);
    if (againMs !== null) this.#settleTimer = setTimeout(() => this.#settle(), againMs);
  }

  /** The oldest ask, unless something else is what counts now: an answer must be to the words that a person has read. */
  #answerable({ source }: Verdict): Answerable | undefined {
    const ask = this.#asks.first;
    const claim = this.#observation.claimOf('hook');
    if (!ask || !claim || source !== 'hook' || this.#observation.hookEvent !== ask.event) return undefined;
    return { askId: ask.askId, tool: claim.tool, detail: claim.detail };
  }

  /** A long computation prints nothing, and yet it goes on. */
  #watchProcessor(): void {
    const { rules, agent } = this.#parts;
    if (rules.stalledAfterSeconds === null) return;
    const stalledAfterMs = rules.stalledAfterSeconds * 1_000;
    const now = Date.now();
    const state = this.#settling.told?.state;
    const isSilent = now - this.#observation.progressAt > stalledAfterMs / 2;
    if ((state !== 'working' && state !== 'stalled') || !isSilent) return;
    if (this.#cpu.hasWorked(agent.pid, now, stalledAfterMs)) this.#observation.progressed(now);
  }

  /** A tool may keep its hook open although the person has answered in the terminal. */
  #endAnsweredAsks(): void {
    const now = Date.now();
    const said = this.#asks.first && this.#verdict(now);
    if (said && said.state !== 'waiting' && now - said.since > ANSWERED_ELSEWHERE_MS) this.#asks.endAll();
  }
}

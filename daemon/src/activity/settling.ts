import type { Activity } from '@drover/protocol';

/** What is only likely must be so for this long: states that come and go at once would flicker. */
const SETTLE_MS = 400;

/** Decides when a change of activity is told. */
export class Settling {
  #told: Activity | null = null;
  #candidate: { kind: string; from: number } | undefined;

  get told(): Activity | null {
    return this.#told;
  }

  /** Whether this is to be told now. When it is too early to say, it is to be asked again in `againMs`. */
  take(activity: Activity, now: number): { tell: boolean; urgent: boolean; againMs: number | null } {
    const before = this.#told;
    const isSame = before !== null && kindOf(before) === kindOf(activity);
    if (!isSame && before !== null && !isPressing(activity) && this.#age(activity, now) < SETTLE_MS)
      return { tell: false, urgent: false, againMs: SETTLE_MS };
    this.#candidate = undefined;
    this.#told = activity;
    const urgent = !isSame && (activity.state === 'waiting' || before?.state === 'waiting');
    return { tell: true, urgent, againMs: null };
  }

  #age(activity: Activity, now: number): number {
    const kind = kindOf(activity);
    if (this.#candidate?.kind !== kind) this.#candidate = { kind, from: now };
    return now - this.#candidate.from;
  }
}

const kindOf = ({ state, reason }: Activity): string => `${state} ${reason ?? ''}`;

/** Somebody is waited for, or the program itself has said so. */
const isPressing = ({ state, confidence }: Activity): boolean =>
  state === 'waiting' || confidence === 'certain';

import { type Activity, type ActivityState, EvidenceSource, type WaitingReason } from '@drover/protocol';
import type { Claim } from './claim.ts';

/** What a session does, as all that is said of it comes to. */
export type Verdict = {
  state: ActivityState;
  reason: WaitingReason | null;
  /** Since when that is said, in milliseconds since 1970. */
  since: number;
  source: EvidenceSource;
  words: string;
  confidence: Activity['confidence'];
  /** What it asks for when it waits, or uses when it works. */
  tool: string | null;
  detail: string | null;
};

const CONFIDENCE: Record<EvidenceSource, Verdict['confidence']> = {
  hook: 'certain',
  state_file: 'certain',
  title: 'likely',
  process: 'likely',
  screen: 'likely',
  output: 'guess',
};

export type Silence = {
  /** When something last came of it, in milliseconds since 1970. */
  progressAt: number;
  /** Null for never. */
  stalledAfterMs: number | null;
};

/**
 * The best source counts, unless one speaks that is known to see what it does not, later, and says otherwise. What the
 * one that counts leaves open, the others that say the same fill in. Null when nobody says anything.
 */
export function verdict(claims: readonly Claim[], silence: Silence, now: number): Verdict | null {
  const ranked = claims.toSorted((a, b) => rank(a) - rank(b));
  const said = deciding(ranked);
  if (!said) return null;
  const agreed = [said, ...ranked.filter(({ state }) => state === said.state)];
  const first = <K extends 'tool' | 'detail' | 'reason'>(key: K): Claim[K] | null =>
    agreed.find((claim) => claim[key] !== null)?.[key] ?? null;
  const { state, since, source, words } = said;
  const told = {
    since,
    source,
    words,
    tool: first('tool'),
    detail: first('detail'),
    confidence: CONFIDENCE[source],
  };
  if (state === 'waiting') return { ...told, state, reason: first('reason') ?? 'permission' };
  if (state === 'working' && isStalled(said, silence, now))
    return { ...told, state: 'stalled', since: silence.progressAt, reason: null };
  return { ...told, state, reason: null };
}

const SOURCES = EvidenceSource.options;

const rank = ({ source }: Claim): number => SOURCES.indexOf(source);

function deciding([best, ...worse]: readonly Claim[]): Claim | undefined {
  if (!best) return undefined;
  return worse.reduce((said, other) => (corrects(other, said) ? other : said), best);
}

function corrects(other: Claim, said: Claim): boolean {
  const isNews = other.since > said.since && other.state !== said.state;
  const mayEndIt = said.until === undefined || said.until.includes(other.state);
  return other.overrules.includes(said.source) && isNews && mayEndIt;
}

function isStalled({ since }: Claim, { progressAt, stalledAfterMs }: Silence, now: number): boolean {
  return stalledAfterMs !== null && now - Math.max(progressAt, since) >= stalledAfterMs;
}

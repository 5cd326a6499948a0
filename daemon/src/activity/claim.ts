import type { EvidenceSource, WaitingReason } from '@drover/protocol';

/** What one source says now. */
export type Claim = {
  source: EvidenceSource;
  state: 'working' | 'waiting' | 'idle';
  /** Of `waiting` only; null when it does not say. */
  reason: WaitingReason | null;
  /** When it began to say so, in milliseconds since 1970. */
  since: number;
  /** How it says so, for people. */
  words: string;
  tool: string | null;
  detail: string | null;
  /** Better sources that it corrects when it is the newer one. */
  overrules: readonly EvidenceSource[];
  /** Only one that says one of these corrects it; undefined for anything. */
  until?: readonly Claim['state'][] | undefined;
};

/** A claim that only repeats the one before is as old as that one. */
export function goingOn(before: Claim | null, now: Claim | null): Claim | null {
  const isSame =
    before &&
    now &&
    before.state === now.state &&
    before.reason === now.reason &&
    before.tool === now.tool &&
    before.detail === now.detail;
  return isSame ? { ...now, since: Math.min(before.since, now.since) } : now;
}

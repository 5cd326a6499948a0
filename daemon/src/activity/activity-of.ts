import { randomUUID } from 'node:crypto';
import type { Activity, Ask, WaitingReason } from '@drover/protocol';
import type { Verdict } from './verdict.ts';

const ASKING: readonly (WaitingReason | null)[] = ['permission', 'question', 'plan'];

/** Controls, and what turns the direction of text; a command or plan keeps its lines. */
const UNSHOWABLE = /(?!\n)[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

const MAX_DETAIL = 2_000;

/** What can be answered from the dashboard, in the words of the hook that waits for it and of nobody else. */
export type Answerable = { askId: string; tool: string | null; detail: string | null };

/** What is told of a verdict, after what was told before. `held` is what it waits for, if it can be answered. */
export function activityOf(
  verdict: Verdict,
  before: Activity | null,
  held: Answerable | undefined,
  now: number,
): Activity {
  const { state, reason, source, words, confidence } = verdict;
  const ask = askOf(verdict, before?.ask ?? null, held);
  // Also with another question: nobody has come meanwhile.
  const goesOn = before?.state === state;
  return {
    state,
    reason,
    since: goesOn ? before.since : Math.round(Math.min(now, Math.max(verdict.since, before?.since ?? 0))),
    doing: doingOf(verdict),
    evidence: { source, words: line(words, 300) },
    confidence,
    ask,
  };
}

function doingOf({ state, tool, detail }: Verdict): string | null {
  if (state !== 'working' && state !== 'stalled') return null;
  const words = [tool, detail].filter((word) => word !== null).join(': ');
  return words === '' ? null : line(words, 300);
}

function askOf(verdict: Verdict, before: Ask | null, held: Answerable | undefined): Ask | null {
  if (verdict.state !== 'waiting' || !ASKING.includes(verdict.reason)) return null;
  const told = held ?? verdict;
  const tool = told.tool === null ? null : line(told.tool, 128);
  const detail = told.detail === null ? null : safe(told.detail, MAX_DETAIL);
  // Nobody allows what they cannot read to its end.
  const isWhole = told.detail !== null && told.detail.length <= MAX_DETAIL;
  if (held) return { askId: held.askId, tool, detail, answers: isWhole ? ['allow', 'deny'] : ['deny'] };
  const isSame =
    before && before.answers.length === 0 && fits(before.tool, tool) && fits(before.detail, detail);
  return { askId: isSame ? before.askId : randomUUID(), tool, detail, answers: [] };
}

/** What was not known before may be known now. */
const fits = (before: string | null, now: string | null): boolean => before === null || before === now;

const line = (text: string, max: number): string => safe(text.replace(/\s+/g, ' ').trim(), max);

const safe = (text: string, max: number): string => {
  const shown = text.replace(/\r\n?/g, '\n').replace(UNSHOWABLE, ' ');
  return shown.length <= max ? shown : `${shown.slice(0, max - 1).replace(/[\ud800-\udbff]$/, '')}…`;
};

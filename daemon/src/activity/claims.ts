import {
  type ActivityRules,
  CompiledPattern,
  type Json,
  type JsonRule,
  type TextRule,
} from '@drover/profiles';
import type { EvidenceSource } from '@drover/protocol';
import { SETUP_FAILED_TITLE } from '../worktrees/index.ts';
import type { Claim } from './claim.ts';
import { fieldOf, ruleFor, textOf } from './json-fields.ts';
import type { Observed } from './observed.ts';

/** Longer ago than this, it prints no more. */
export const PRINTING_PAUSE_MS = 2_000;
/** Shorter than this it is the echo of what somebody types. */
const PRINTING_MS = 1_000;
/** Clocks of files and of this program may differ so much. */
const CLOCK_SLACK_MS = 2_000;

/** What each source says. */
export function claimsOf(rules: ActivityRules, observed: Observed, now: number): Claim[] {
  const claims = [
    hookClaim(rules, observed.hook),
    stateFileClaim(rules, observed.stateFile),
    titleClaim(rules, observed.title),
    foregroundClaim(observed.foreground),
    screenClaim(rules, observed.screen),
    outputClaim(observed.output, now),
  ];
  return claims.filter((claim) => claim !== null);
}

export function hookClaim({ hooks }: ActivityRules, seen: Observed['hook']): Claim | null {
  const rule = seen && hooks && ruleFor(hooks.rules, seen.value);
  if (!rule) return null;
  const named = textOf(seen.value, Object.keys(rule.where)) ?? '';
  return { ...fromJson('hook', rule, seen.value), since: seen.at, words: `its hook ${named}`.trim() };
}

export function stateFileClaim({ stateFile }: ActivityRules, seen: Observed['stateFile']): Claim | null {
  const rule = seen && stateFile && ruleFor(stateFile.rules, seen.value);
  if (!rule) return null;
  const told = Object.keys(rule.where).map((path) => textOf(seen.value, [path]));
  return {
    ...fromJson('state_file', rule, seen.value),
    since: changedAt(seen.value, stateFile.changedAt, seen.at),
    words: `it has written down: ${told.join(', ')}`,
    overrules: stateFile.overrules,
  };
}

export function titleClaim({ title }: ActivityRules, seen: Observed['title']): Claim | null {
  if (seen?.value === SETUP_FAILED_TITLE) return setupFailed(seen.at);
  const fit = seen && title && firstFit(title, seen.value);
  if (!fit) return null;
  return { ...fromText('title', fit, seen.at), words: `its window title: ${seen.value.trim()}` };
}

/** Whatever the tool: it has not been started yet. */
const setupFailed = (since: number): Claim => ({
  ...{ source: 'title', state: 'waiting', reason: 'question', tool: null, overrules: [], since },
  detail: 'A line of the set-up failed. Its terminal asks how to go on.',
  words: 'a line of its set-up failed',
});

export function foregroundClaim(seen: Observed['foreground']): Claim | null {
  if (!seen) return null;
  const command = seen.value;
  return {
    ...{ source: 'process', since: seen.at, reason: null, tool: null, overrules: [] },
    state: command === null ? 'idle' : 'working',
    detail: command,
    words: command === null ? 'it runs no job in the foreground' : `it runs ${command} in the foreground`,
  };
}

export function screenClaim({ screen }: ActivityRules, seen: Observed['screen']): Claim | null {
  const fit = seen && screen && firstFit(screen, seen.value.map((row) => row.trimEnd()).join('\n'));
  if (!fit) return null;
  return { ...fromText('screen', fit, seen.at), words: `its screen shows: ${lastLine(fit.text)}` };
}

/** The last resort: one that prints works, and one that is silent does not. */
export function outputClaim(output: Observed['output'], now: number): Claim | null {
  if (!output) return null;
  const rest = { source: 'output', reason: null, tool: null, detail: null, overrules: [] } as const;
  const isPrinting = now - output.last < PRINTING_PAUSE_MS && output.last - output.since >= PRINTING_MS;
  if (isPrinting) return { ...rest, state: 'working', since: output.since, words: 'it prints' };
  return { ...rest, state: 'idle', since: output.last, words: 'it prints nothing' };
}

const fromJson = (source: EvidenceSource, rule: JsonRule, json: Json) => ({
  source,
  state: rule.state,
  reason: rule.reason ?? null,
  tool: textOf(json, rule.tool),
  detail: textOf(json, rule.detail),
  overrules: [],
  until: rule.until,
});

function changedAt(json: Json, path: string | undefined, seenAt: number): number {
  const told = path === undefined ? undefined : fieldOf(json, path);
  return typeof told === 'number' && told > 0 && told < seenAt + CLOCK_SLACK_MS ? told : seenAt;
}

type Fit = { rule: TextRule; text: string; groups: Readonly<Record<string, string>> };

const fromText = (source: EvidenceSource, { rule, groups }: Fit, since: number) => ({
  source,
  state: rule.state,
  reason: rule.reason ?? null,
  since,
  tool: groups.tool?.trim() || null,
  detail: groups.detail?.trim() || null,
  overrules: rule.overrules,
});

function firstFit(rules: readonly TextRule[], text: string): Fit | null {
  for (const rule of rules) {
    const pattern = compiled(rule);
    const groups = pattern.find(text);
    if (groups) return { rule, groups, text: pattern.textIn(text) ?? '' };
  }
  return null;
}

const patterns = new WeakMap<TextRule, CompiledPattern>();

function compiled(rule: TextRule): CompiledPattern {
  const known = patterns.get(rule) ?? new CompiledPattern(rule.pattern);
  patterns.set(rule, known);
  return known;
}

const lastLine = (text: string): string =>
  text
    .split('\n')
    .map((line) => line.trim())
    .filter(Boolean)
    .at(-1) ?? '';

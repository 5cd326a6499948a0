import { EvidenceSource, WaitingReason } from '@drover/protocol';
import { z } from 'zod';
import { Pattern } from './pattern.ts';
import { section, text } from './section.ts';
import { KeyPath, toolFile } from './tool-file.ts';

const MAX_RULES = 32;
const rules = <R extends z.ZodType>(rule: R) =>
  z
    .array(rule, 'must be a list of rules')
    .min(1, 'must have at least one rule')
    .max(MAX_RULES, `must have at most ${MAX_RULES} rules`);

/** What is concluded from a piece of evidence. `stalled` is not: it is concluded from silence. */
const State = z.enum(['working', 'waiting', 'idle'], 'must be working, waiting or idle');
const conclusion = {
  state: State,
  reason: WaitingReason.optional(),
};

function checkReason(
  { state, reason }: { state: string; reason?: string | undefined },
  context: z.RefinementCtx,
) {
  if (reason === undefined || state === 'waiting') return;
  context.addIssue({ code: 'custom', path: ['reason'], message: 'goes with the state "waiting" only' });
}

/** Better sources that this one corrects when it speaks later and says otherwise. */
const Overrules = z.array(EvidenceSource, 'must be a list of sources such as [hook, title]').default([]);

const KeyPaths = z.array(KeyPath, 'must be a list of keys such as [tool_input.command]').max(16).default([]);

/** Of JSON: what must stand under these keys, each one of the texts; `*` for anything at all. */
const Where = z.record(
  KeyPath,
  z.union([text('waiting').transform((word) => [word]), z.array(text('waiting')).min(1).max(32)]),
  'must be a mapping of keys to what stands there',
);

const jsonRule = {
  where: Where,
  ...conclusion,
  /** Where the tool that is asked for or used is named; the first that is there. */
  tool: KeyPaths,
  /** Where its command, file or question stands; the first that is there. */
  detail: KeyPaths,
  /** It is ended only by another source that says one of these; without it, by anything that overrules it. */
  until: z.array(State, 'must be a list of states such as [working]').optional(),
};

const AnswerBody = z.record(z.string(), z.json(), 'must be a mapping: the JSON that is answered');

const HookRule = section({
  ...jsonRule,
  /**
   * What the hook is answered with when a person allows or denies from the dashboard. Until then it is kept waiting, so the
   * tool must show its own question meanwhile, and take an answer there.
   */
  answers: section({ allow: AnswerBody, deny: AnswerBody }).optional(),
}).superRefine(checkReason);

const Hooks = section({ conversationId: KeyPath.optional(), rules: rules(HookRule) });

const StateFile = section({
  ...toolFile,
  path: text('sessions/{pid}.json').regex(
    /^(?!\.{1,2}(\/|$))(?:[^/\0{}*]|\{pid\})+(\/(?!\.{1,2}(\/|$))(?:[^/\0{}*]|\{pid\})+)*$/,
    'must be a path below the folder such as "sessions/{pid}.json", without ".."',
  ),
  /** Where the start of its process stands, as in field 22 of /proc/PID/stat: a file of an earlier one of that id is passed over. */
  processStart: KeyPath.optional(),
  /** Where the time of the last change stands, in milliseconds since 1970. */
  changedAt: KeyPath.optional(),
  conversationId: KeyPath.optional(),
  overrules: Overrules,
  rules: rules(section(jsonRule).superRefine(checkReason)),
});

/** `(?P<tool>…)` and `(?P<detail>…)` in the pattern say what is asked for. */
const TextRule = section({ pattern: Pattern, ...conclusion, overrules: Overrules }).superRefine(checkReason);

/** By what it is known what a session of this tool does. The sources are named from the best to the worst. */
export const ActivityRules = section({
  hooks: Hooks.optional(),
  stateFile: StateFile.optional(),
  /** Of the window title. The first rule that fits counts. */
  title: rules(TextRule).optional(),
  /** Whether it runs jobs of their own in the foreground, as shells do. */
  foregroundJobs: z.boolean('must be true or false').default(false),
  /** Of the rows of the screen, joined by newlines. The first rule that fits counts. */
  screen: rules(TextRule).optional(),
  /** Without output, processor use and hooks for so long, what should be working is stalled; null for never. */
  stalledAfterSeconds: z.number('must be a number of seconds').positive().max(86_400).nullable().default(600),
});
export type ActivityRules = z.infer<typeof ActivityRules>;
export type JsonRule = Pick<ActivityJsonRule, 'where' | 'state' | 'reason' | 'tool' | 'detail' | 'until'>;
type ActivityJsonRule = z.infer<typeof HookRule>;
export type HookRule = z.infer<typeof HookRule>;
export type StateFileRules = z.infer<typeof StateFile>;
export type TextRule = z.infer<typeof TextRule>;

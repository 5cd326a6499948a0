import { z } from 'zod';
import {
  countPlaceholder,
  expand,
  type PlaceholderKind,
  type PlaceholderValues,
  placeholderFault,
  plain,
  SESSION_PLACEHOLDERS,
} from './placeholders.ts';
import { text } from './section.ts';

/** Each is replaced inside its own argument; what it stands for never becomes two arguments. */
const ARGUMENT_PLACEHOLDERS = [...plain('prompt'), ...SESSION_PLACEHOLDERS];

/** Of arguments that every command gets; the others have a place that the command itself must say. */
const EXTRA_PLACEHOLDERS = SESSION_PLACEHOLDERS.filter(({ name }) => name !== 'conversationId');

/** What a session may lack. It stands in a list, so that it is clear which arguments go with it. */
const OPTIONAL = ['prompt', 'model', 'conversationId', 'signalsUrl'];

const AS_LIST = 'must be a list of arguments such as ["{binary}", "--verbose"], not one text';

const AnArgument = text('"--verbose"');
const AS_GROUP = 'must be a list of 1 to 16 texts such as ["--model", "{model}"]';
const Group = z.array(AnArgument).min(1, AS_GROUP).max(16, AS_GROUP);
const Part = z.union([AnArgument, Group], {
  error: ({ input }) =>
    Array.isArray(input)
      ? AS_GROUP
      : 'must be text such as "--verbose", or a list of texts such as ["--model", "{model}"]',
});
type Part = z.infer<typeof Part>;

const MAX_PARTS = 64;
const TOO_MANY = `must have at most ${MAX_PARTS} arguments`;

/** Arguments, of which `{binary}` is the first; a list among them is left out when one of its placeholders has no value. */
const Parts = z.array(Part, AS_LIST).min(1, 'must begin with "{binary}"').max(MAX_PARTS, TOO_MANY);
export type CommandLine = z.infer<typeof Parts>;

type Complain = (path: number[], message: string) => void;
type Kind = 'new' | 'resumeNewest' | 'resume';

/** A command of a profile. No shell ever sees it. */
export const commandLine = (kind: Kind) =>
  Parts.superRefine((parts, context) => {
    const complain: Complain = (path, message) => context.addIssue({ code: 'custom', path, message });
    if (parts.length > 0 && parts[0] !== '{binary}') complain([0], 'the first argument must be "{binary}"');
    parts.forEach((part, index) => {
      if (index === 0) return;
      checkPart(part, index, ARGUMENT_PLACEHOLDERS, complain);
      checkOptional(part, index, kind, complain);
    });
    checkPrompt(parts, complain);
    checkConversation(parts, kind, complain);
  });

/** Arguments that stand in every command right after its program. */
export const ExtraArgs = z
  .array(Part, 'must be a list of arguments such as ["--verbose"], not one text')
  .max(MAX_PARTS, TOO_MANY)
  .superRefine((parts, context) => {
    const complain: Complain = (path, message) => context.addIssue({ code: 'custom', path, message });
    parts.forEach((part, index) => {
      checkPart(part, index, EXTRA_PLACEHOLDERS, complain);
      checkOptional(part, index, 'resumeNewest', complain);
      if ([part].flat().includes('--')) complain([index], '"--" would end the options of every command');
    });
  });
type ExtraArgs = z.infer<typeof ExtraArgs>;

/** A command with these arguments. Undefined when it would be too long. */
export function withExtraArgs([binary, ...args]: CommandLine, extra: ExtraArgs): CommandLine | undefined {
  const parts = [binary ?? '{binary}', ...extra, ...args];
  return parts.length <= MAX_PARTS ? parts : undefined;
}

/** The arguments after the program; undefined for a placeholder outside of a list that has no value. */
export function expandCommandLine(parts: CommandLine, values: PlaceholderValues): string[] | undefined {
  const expanded: string[] = [];
  for (const part of parts.slice(1)) {
    const args = [part].flat().map((argument) => expand(argument, values));
    if (args.every((argument) => argument !== undefined)) expanded.push(...args);
    else if (!Array.isArray(part)) return undefined;
  }
  return expanded;
}

/** Whether a command hands over such a value. */
export const takes = (parts: CommandLine, name: string): boolean =>
  parts.flat().some((argument) => countPlaceholder(argument, name) > 0);

function checkPart(part: Part, index: number, known: readonly PlaceholderKind[], complain: Complain): void {
  [part].flat().forEach((argument, place) => {
    const fault = placeholderFault(argument, known);
    if (fault) complain(Array.isArray(part) ? [index, place] : [index], fault);
  });
}

function checkOptional(part: Part, index: number, kind: Kind, complain: Complain): void {
  const optional = OPTIONAL.filter((name) => name !== 'conversationId' || kind === 'new').filter((name) =>
    [part].flat().some((argument) => countPlaceholder(argument, name) > 0),
  );
  if (optional.length > 1) {
    complain([index], `holds {${optional.join('} and {')}}; give each a list of its own`);
  } else if (optional.length === 1 && !Array.isArray(part)) {
    complain(
      [index],
      `{${optional[0]}} may have no value; write ${JSON.stringify([part])}, a list of its own`,
    );
  }
}

/** A prompt stands where a leading `-` cannot make an option of it. */
function checkPrompt(parts: CommandLine, complain: Complain): void {
  const prompts = placesOf(parts, 'prompt');
  const [first, second] = prompts;
  if (second) complain(second.path, '{prompt} can stand in a command once only');
  if (!first) return;
  const before = first.argument.slice(0, first.argument.indexOf('{prompt}'));
  if (!/^-*$/.test(before)) return;
  if (before === '' && isAfterDashes(parts, first)) return;
  complain(
    first.path,
    'a prompt that begins with "-" would be an option here; write "--option={prompt}", or "--" before it',
  );
}

/** After a `--` that is there whenever the prompt is. */
function isAfterDashes(parts: CommandLine, { path: [index = 0, place = 0] }: Place): boolean {
  const group = parts[index];
  const inGroup = Array.isArray(group) && group.slice(0, place).includes('--');
  return inGroup || parts.slice(0, index).includes('--');
}

function checkConversation(parts: CommandLine, kind: Kind, complain: Complain): void {
  const [first, second] = placesOf(parts, 'conversationId');
  if (second) complain(second.path, '{conversationId} can stand in a command once only');
  if (kind === 'resume' && !first) complain([], 'must hold {conversationId}, the conversation to go on with');
  if (kind === 'resumeNewest' && first) {
    complain(first.path, '{conversationId} is not known here; the tool itself finds the newest');
  }
}

type Place = { path: number[]; argument: string };

/** Where a placeholder stands, once for each time. */
function placesOf(parts: CommandLine, name: string): Place[] {
  return parts.flatMap((part, index) =>
    [part].flat().flatMap((argument, place) => {
      const path = Array.isArray(part) ? [index, place] : [index];
      return Array.from({ length: countPlaceholder(argument, name) }, () => ({ path, argument }));
    }),
  );
}

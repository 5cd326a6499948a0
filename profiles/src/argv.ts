import { z } from 'zod';
import { countPlaceholder, type PlaceholderKind, placeholderFault } from './placeholders.ts';
import { text } from './section.ts';

/** Each is replaced inside its own argument; what it stands for never becomes two arguments. */
const ARGUMENT_PLACEHOLDERS: readonly PlaceholderKind[] = [
  { name: 'prompt', argument: false },
  { name: 'projectDir', argument: false },
];

/** A command as a list of arguments, of which `{binary}` is the first. No shell ever sees it. */
export const Argv = z
  .array(text('"--verbose"'), 'must be a list of arguments such as ["{binary}", "--verbose"], not one text')
  .min(1, 'must begin with "{binary}"')
  .max(64, 'must have at most 64 arguments')
  .superRefine((argv, context) => {
    if (argv[0] !== '{binary}') {
      context.addIssue({ code: 'custom', path: [0], message: 'the first argument must be "{binary}"' });
    }
    argv.slice(1).forEach((argument, index) => {
      const fault = placeholderFault(argument, ARGUMENT_PLACEHOLDERS);
      if (fault) context.addIssue({ code: 'custom', path: [index + 1], message: fault });
    });
  });

/** The command without a first prompt. */
export const ArgvWithoutPrompt = Argv.superRefine((argv, context) => {
  const index = argv.findIndex((argument) => countPlaceholder(argument, 'prompt') > 0);
  if (index < 0) return;
  context.addIssue({
    code: 'custom',
    path: [index],
    message: '{prompt} can be used in newWithPrompt only; this command has none',
  });
});

/** The command with a first prompt. The prompt stands where a leading `-` cannot make an option of it. */
export const ArgvWithPrompt = Argv.superRefine((argv, context) => {
  const prompts = argv.reduce((sum, argument) => sum + countPlaceholder(argument, 'prompt'), 0);
  const index = argv.findIndex((argument) => countPlaceholder(argument, 'prompt') > 0);
  if (prompts !== 1) {
    context.addIssue({ code: 'custom', path: [], message: 'must hold {prompt} exactly once' });
  } else if (argv[index]?.startsWith('{prompt}') && !argv.slice(0, index).includes('--')) {
    context.addIssue({
      code: 'custom',
      path: [index],
      message:
        'a prompt that begins with "-" would be an option here; write "--option={prompt}", or "--" before it',
    });
  }
});

import { z } from 'zod';
import { type PlaceholderKind, placeholderFault } from './placeholders.ts';
import { section, text } from './section.ts';
import { VariableName } from './variable-names.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

const SEED_PLACEHOLDERS: readonly PlaceholderKind[] = [
  { name: 'projectDir', argument: false },
  /** The last 20 characters of a variable; an entry that wants one which is not set is left out. */
  { name: 'last20', argument: true },
];

/** `~/` and a path to a JSON file that cannot climb out again. */
const SeedPath = text('"~/.tool/settings.json"').regex(
  /^~(\/(?!\.{1,2}(\/|$))[^/\0]+)+\.json$/,
  'must be a .json file below the home directory, for example "~/.tool/settings.json", without ".."',
);

const JsonTree = z.record(z.string(), z.json(), 'must be a mapping').superRefine((tree, context) => {
  for (const { path, value } of textsOf(tree)) {
    const fault = placeholderFault(value, SEED_PLACEHOLDERS);
    if (fault) context.addIssue({ code: 'custom', path, message: fault });
  }
});

/** Entries of a settings file that spare the person first-run questions. They never replace what is there. */
export const Seed = section({
  path: SeedPath,
  /** Where the tool looks instead of in the home directory when this variable is set: it stands for `~`. */
  homeVariable: VariableName.optional(),
  /** Only when at least one of these variables is set. */
  whenSet: z.array(VariableName, 'must be a list of variables').min(1).optional(),
  /** Not when the file has this key at its top level. */
  unlessKey: text('hasCompletedOnboarding').min(1).optional(),
  /** Mappings are walked into; every other value is added where its key is absent. */
  add: JsonTree,
});
export type Seed = z.infer<typeof Seed>;

/** All keys and texts of a tree, each with the path to it. */
function* textsOf(
  value: Json,
  path: (string | number)[] = [],
): Generator<{ path: (string | number)[]; value: string }> {
  if (typeof value === 'string') yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const childPath = [...path, Array.isArray(value) ? Number(key) : key];
    yield { path: childPath, value: key };
    yield* textsOf(child, childPath);
  }
}

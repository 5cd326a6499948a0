import { z } from 'zod';
import { jsonTree } from './json-tree.ts';
import { type PlaceholderKind, plain } from './placeholders.ts';
import { section, text } from './section.ts';
import { VariableName } from './variable-names.ts';

const SEED_PLACEHOLDERS: readonly PlaceholderKind[] = [
  ...plain('directory'),
  /** The last 20 characters of a variable; an entry that wants one which is not set is left out. */
  { name: 'last20', argument: true },
];

/** `~/` and a path to a JSON file that cannot climb out again. */
const SeedPath = text('"~/.tool/settings.json"').regex(
  /^~(\/(?!\.{1,2}(\/|$))[^/\0]+)+\.json$/,
  'must be a .json file below the home directory, for example "~/.tool/settings.json", without ".."',
);

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
  add: jsonTree(SEED_PLACEHOLDERS),
});
export type Seed = z.infer<typeof Seed>;

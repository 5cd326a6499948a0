import { z } from 'zod';
import { section, text } from './section.ts';
import { toolFile } from './tool-file.ts';
import { VariableName } from './variable-names.ts';

const variables = z
  .array(VariableName, 'must be a list of variables')
  .min(1, 'must name a variable')
  .max(16, 'must be at most 16');

/** How a daemon can see whether the tool has been logged in: one of the ways is enough. */
export const Auth = section({
  /** At least one of these variables is set in a session. */
  any: variables.optional(),
  /** All of these are. */
  all: variables.optional(),
  /** This file is there. */
  file: section(toolFile).optional(),
  /** The command with which a person logs in; shown, never run. */
  login: text('tool login')
    .regex(/^[\x20-\x5f\x61-\x7e]{1,100}$/, 'must be one line of at most 100 characters')
    .optional(),
  /** Whether the tool cannot be used without; otherwise it asks for a login itself when it has started. */
  required: z.boolean('must be true or false').default(false),
}).refine(({ any, all, file }) => any ?? all ?? file, 'must have any, all or file');
export type Auth = z.infer<typeof Auth>;

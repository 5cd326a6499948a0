import { z } from 'zod';
import { jsonTree } from './json-tree.ts';
import { OWN_PLACEHOLDERS, placeholderFault, SESSION_PLACEHOLDERS } from './placeholders.ts';
import { section, text } from './section.ts';

const MAX_CHARACTERS = 64 * 1024;

const Text = text('"# settings"')
  .max(MAX_CHARACTERS, `must be at most ${MAX_CHARACTERS} characters`)
  .superRefine((content, context) => {
    const fault = placeholderFault(content, OWN_PLACEHOLDERS);
    if (fault) context.addIssue({ code: 'custom', message: fault });
  });

/** A file of a session's own: text, or a tree of values that is written as JSON. */
const SessionFile = section({
  name: text('settings.json').regex(
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/,
    'must be the name of a file such as "settings.json", of letters, digits, ".", "_" and "-"',
  ),
  text: Text.optional(),
  /** What a person or a repository chose cannot be more than text in it. */
  json: jsonTree(SESSION_PLACEHOLDERS).optional(),
}).superRefine((file, context) => {
  if ((file.text === undefined) === (file.json === undefined))
    context.addIssue({ code: 'custom', message: 'must have either text or json' });
});
export type SessionFile = z.infer<typeof SessionFile>;

export const SessionFiles = z
  .array(SessionFile, 'must be a list of files')
  .max(16, 'must be at most 16')
  .superRefine((files, context) => {
    files.forEach(({ name }, index) => {
      const isTaken = files.slice(0, index).some((other) => other.name === name);
      if (isTaken) context.addIssue({ code: 'custom', path: [index, 'name'], message: 'is there twice' });
    });
  });

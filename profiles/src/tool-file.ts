import { text } from './section.ts';
import { VariableName } from './variable-names.ts';

const FOLDER = /^~(\/(?!\.{1,2}(\/|$))[^/\0*{}]+)*$/;

const RELATIVE = /^(?!\.{1,2}(\/|$))[^/\0{}*]+(\/(?!\.{1,2}(\/|$))[^/\0{}*]+)*$/;

/** Names of folders and files, where `*` stands for any part of a name, and `{id}` for the conversation's id. */
const PATTERN = /^(?!\.{1,2}(\/|$))(?:[^/\0{}]|\{id\})+(\/(?!\.{1,2}(\/|$))(?:[^/\0{}]|\{id\})+)*$/;

/** The folder of a tool in the home directory. */
const place = {
  folder: text('"~/.tool"').regex(
    FOLDER,
    'must be "~" or a folder below it, for example "~/.tool", without ".."',
  ),
  /** Where the tool looks instead of in `folder` when this variable is set. */
  folderVariable: VariableName.optional(),
};

/** A file of a tool, below the home directory. */
export const toolFile = {
  ...place,
  path: text('settings.json').regex(
    RELATIVE,
    'must be a path below the folder, for example "settings.json", without ".." and "*"',
  ),
};

/** Files of a tool, below the home directory. */
export const toolFiles = {
  ...place,
  path: text('"sessions/*.jsonl"')
    .regex(PATTERN, 'must be a path below the folder such as "sessions/*/{id}.jsonl", without ".."')
    .refine((path) => path.split('{id}').length <= 2, 'must hold {id} at most once'),
};

export type ToolPlace = { folder: string; folderVariable?: string | undefined };

/** Keys on the way to a value, from the outside in: `payload.id`. */
export const KeyPath = text('message.content').regex(
  /^[^.\s]+(\.[^.\s]+){0,15}$/,
  'must be keys with dots between them, for example "message.content"',
);

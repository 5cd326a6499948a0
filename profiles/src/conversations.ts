import { z } from 'zod';
import { section, text } from './section.ts';
import { KeyPath, toolFile, toolFiles } from './tool-file.ts';

const Scalar = z.union([z.string(), z.number(), z.boolean()], 'must be text, a number, true or false');

/** A record with all of these values. Of a list, one is enough. */
const Where = z
  .record(KeyPath, z.union([Scalar, z.array(Scalar).min(1)]), 'must be a mapping of keys to values')
  .refine((where) => Object.keys(where).length > 0, 'must name a key');
export type Where = z.infer<typeof Where>;

const wheres = z.array(Where, 'must be a list of mappings').max(16, 'must be at most 16').default([]);

/** What a person or an agent said: each such record is one message. */
const Said = section({
  where: Where,
  /** Where its text is: text itself, or a list of texts and of mappings with a `text`. */
  text: KeyPath,
  /** What begins like this was written by the tool, not by a person. */
  unlessBegins: z.array(text('"<system>"').min(1), 'must be a list of texts').max(32).default([]),
});

const Answered = section({
  where: Where,
  /** Records with the same value here are one message. */
  distinct: KeyPath.optional(),
});

const Title = section({ where: Where.optional(), at: KeyPath });

/** Chats as files: each a list of records. */
const ConversationFiles = section({
  ...toolFiles,
  /** `jsonl`: a record on each line. `json`: the file is a record, and has a list of more. */
  format: z.enum(['jsonl', 'json'], 'must be "jsonl" or "json"').default('jsonl'),
  /** Where a `json` file has its list. */
  records: KeyPath.optional(),
  /** Records to pass over. */
  ignore: wheres,
  /** A file with such a record is no conversation of a person. */
  foreign: wheres,
  /** Where a record has the id; not needed where `path` holds {id}. */
  id: KeyPath.optional(),
  /** Where a record has the directory. */
  directory: KeyPath.optional(),
  /** A file whose text is the directory, as seen from the conversation's folder. */
  directoryFile: text('"../root.txt"')
    .regex(/^(\.\.\/){0,4}[^/\0*{}]+$/, 'must be a file name, with at most four "../" before it')
    .refine((name) => !/(^|\/)\.{1,2}$/.test(name), 'must be the name of a file')
    .optional(),
  startedAt: KeyPath.optional(),
  /** Where a message has its time; without it, a conversation was last used when its file was changed. */
  saidAt: KeyPath.optional(),
  /** The newest of the first of these that there is. */
  titles: z.array(Title, 'must be a list').max(8, 'must be at most 8').default([]),
  /** A file beside them in which the tool keeps titles: a record on each line, of which the last counts. */
  titleIndex: section({ path: toolFile.path, id: KeyPath, title: KeyPath }).optional(),
  /** Whether the tool goes on with one from another directory, too. */
  anywhere: z.boolean('must be true or false').default(false),
  said: Said,
  answered: Answered,
}).superRefine((files, context) => {
  const complain = (path: string, message: string) =>
    context.addIssue({ code: 'custom', path: [path], message });
  if (!files.id && !files.path.includes('{id}'))
    complain('id', 'is missing; or the path must hold {id}, for example "sessions/{id}.jsonl"');
  if (!files.directory === !files.directoryFile)
    complain('directory', 'either it or directoryFile must be there, and not both');
  if (files.records && files.format !== 'json') complain('records', 'belongs to the format "json" only');
  if (!files.records && files.format === 'json') complain('records', 'is missing, which "json" needs');
});
export type ConversationFiles = z.infer<typeof ConversationFiles>;

/** Chats in a database of SQLite, which is opened for reading only. */
const ConversationDatabase = section({
  ...toolFile,
  /**
   * Its columns: id, directory, lastUsedAt (milliseconds since 1970), and where they are known title, startedAt
   * and messages. Newest first.
   */
  query: text('"select id, directory, time as lastUsedAt from session order by time desc"').regex(
    /^\s*(select|with)\s/i,
    'must be one statement that begins with "select" or "with"',
  ),
  /** Whether the tool goes on with one from another directory, too. */
  anywhere: z.boolean('must be true or false').default(false),
});
export type ConversationDatabase = z.infer<typeof ConversationDatabase>;

/** Which chats the tool has saved, and what is done when there is none to go on with. */
export const Conversations = section({
  /** `new`: a new one is begun, which the person is told. `refuse`: the session is not started. */
  otherwise: z.enum(['new', 'refuse'], 'must be "new" or "refuse"').default('refuse'),
  files: ConversationFiles.optional(),
  database: ConversationDatabase.optional(),
}).refine(({ files, database }) => !files || !database, {
  path: ['database'],
  message: 'leave it out, or files: a tool keeps its conversations in one of them',
});
export type Conversations = z.infer<typeof Conversations>;

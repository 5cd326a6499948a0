import { type Changes, DroverError, displayText, type FileChange } from '@drover/protocol';
import { fitting } from '../fitting.ts';
import { type GitOptions, git, gitStatus } from '../git/index.ts';
import { readFileChanges } from './file-changes.ts';
import { wholeFiles } from './patch.ts';
import { withNewFiles } from './temporary-index.ts';

const MAX_FILES = 2_000;
const MAX_COMMITS = 200;
const MAX_SUBJECT = 500;
const MAX_PATCH = { chars: 1_048_576, jsonBytes: 2 * 1024 * 1024 };
/** Of the list of files in a message, which together with the patch may have 4 MiB. */
const MAX_FILES_JSON_BYTES = 1024 * 1024;
/** Of the list of files, as git tells it. */
const MAX_LIST_BYTES = 32 * 1024 * 1024;

const AS_EVERYWHERE = ['--no-color', '--find-renames', '--src-prefix=a/', '--dst-prefix=b/', '--unified=3'];

export type Wanted = {
  directory: string;
  /** A commit, or the empty tree. */
  base: string;
  options: GitOptions;
};

/**
 * All between `base` and the working tree as it is. The cost: git looks once at the state of each file, as a status does,
 * three times over; it reads what differs, twice; what it tells is cut at the limits above, and git ended there; each
 * process has its time.
 */
export async function takeChanges({ directory, base, options }: Wanted): Promise<Changes> {
  const isCommit = await isCommitThere(directory, base, options);
  const status = await gitStatus(directory, options);
  const commits = status.head === null ? [] : await commitsSince(directory, isCommit ? base : null, options);
  const { files, patch, isCut } = await withNewFiles(directory, MAX_FILES, options, async (index) => {
    const within = { ...options, env: index.env };
    const found = await filesSince(directory, base, within);
    const text = await patchSince(directory, base, within);
    return { files: found, patch: text, isCut: index.isCut };
  });
  const told = fitting(files.slice(0, MAX_FILES), MAX_FILES_JSON_BYTES);
  return {
    base: isCommit ? base : null,
    git: status,
    commits,
    files: told,
    patch: patch.text,
    truncated: isCut || patch.isCut || told.length < files.length,
    at: Date.now(),
  };
}

/** Throws `not_found`. */
async function isCommitThere(directory: string, base: string, options: GitOptions): Promise<boolean> {
  const { stdout, code } = await git(directory, ['cat-file', '-t', base], { ...options, codes: [128] });
  if (code === 0) return stdout.toString().trim() === 'commit';
  throw new DroverError(
    'not_found',
    'The commit that this session began from is not in the repository any more, so its changes cannot be told.',
  );
}

async function commitsSince(directory: string, base: string | null, options: GitOptions) {
  const range = base === null ? 'HEAD' : `${base}..HEAD`;
  const args = ['log', '-z', '--encoding=UTF-8', '--format=%H %s', `--max-count=${MAX_COMMITS}`, range, '--'];
  const { stdout } = await git(directory, args, options);
  const found = stdout.toString().matchAll(/([0-9a-f]{40,64}) ([^\0]*)\0?/g);
  return [...found].map(([, id = '', subject = '']) => ({ id, subject: displayText(subject, MAX_SUBJECT) }));
}

async function filesSince(directory: string, base: string, options: GitOptions): Promise<FileChange[]> {
  const args = ['diff', '--raw', '--numstat', '-z', ...AS_EVERYWHERE, base, '--'];
  const { stdout } = await git(directory, args, { ...options, maxBytes: MAX_LIST_BYTES });
  return readFileChanges(stdout);
}

async function patchSince(directory: string, base: string, options: GitOptions) {
  const args = ['diff', '--patch', ...AS_EVERYWHERE, base, '--'];
  const limits = { maxBytes: 2 * MAX_PATCH.chars, cut: true }; // what is not ASCII has more bytes than characters
  const { stdout, isCut } = await git(directory, args, { ...options, ...limits });
  return wholeFiles(stdout.toString(), isCut, MAX_PATCH);
}

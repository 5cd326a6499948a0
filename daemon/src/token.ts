import { readFileSync, statSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { printable } from '@drover/protocol';
import { UsageError } from './start-error.ts';

const STDIN = 0;
const MIN_LENGTH = 16;

/** The host's token from a file, or from standard input for `-`. Throws `UsageError`. */
export function readToken(file: string): string {
  const token = readOrRefuse(file).trim();
  if (token.length >= MIN_LENGTH && /^[\x21-\x7e]+$/.test(token)) return token;
  throw new UsageError(
    `--token-file must hold a token of at least ${MIN_LENGTH} characters, in one line: ${file}`,
  );
}

function readOrRefuse(file: string): string {
  try {
    return readFileSync(file === '-' ? STDIN : file, 'utf8');
  } catch {
    throw new UsageError(`--token-file cannot be read: ${file}`);
  }
}

/** What is wrong with who may read the token, in words for the log; null when all is well. */
export function tokenComplaint(file: string): string | null {
  if (file === '-' || !isOpenToOthers(resolve(file))) return null;
  return `the token in ${printable(file)} may be read by everybody on this machine; close it with chmod 600`;
}

/** Where containers find their secrets: open, but nobody else is in there. */
const SECRETS = '/run/secrets/';

const OTHERS_READ = 0o004;
const OTHERS_ENTER = 0o001;

/** A file is as closed as the folders around it. */
function isOpenToOthers(path: string): boolean {
  if (path.startsWith(SECRETS)) return false;
  try {
    return (statSync(path).mode & OTHERS_READ) !== 0 && foldersOf(path).every(mayBeEntered);
  } catch {
    return false; // gone since it was read
  }
}

const mayBeEntered = (folder: string): boolean => (statSync(folder).mode & OTHERS_ENTER) !== 0;

function foldersOf(path: string): string[] {
  const folder = dirname(path);
  return folder === path ? [] : [folder, ...foldersOf(folder)];
}

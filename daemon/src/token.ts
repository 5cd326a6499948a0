import { readFileSync } from 'node:fs';
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

import { accessSync, constants, mkdirSync, statSync } from 'node:fs';
import { ExitCode, StartError } from './start-error.ts';

/** Makes sure that the directory is there, ours, and closed to others. Throws `StartError` (73). */
export function prepareDataDir(dir: string): void {
  try {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw unusable(dir, `cannot be used: ${why}; name a directory that this user may write`);
  }
  const { mode, uid } = statSync(dir);
  if (uid !== process.getuid?.()) throw unusable(dir, 'belongs to another user; chown it, or name another');
  if ((mode & 0o077) !== 0) throw unusable(dir, `is open to other users; run chmod 700 on it`);
}

const unusable = (dir: string, why: string) =>
  new StartError(ExitCode.cannotCreate, `--data-dir '${dir}' ${why}`);

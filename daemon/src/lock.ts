import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './config.ts';

/** One daemon per state folder. Answers what lets go of it. Throws `UsageError` naming the other's pid. */
export function lockStateDir(stateDir: string): () => void {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const file = join(stateDir, 'daemon.pid');
  const other = Number(readOrEmpty(file));
  if (other && other !== process.pid && isDaemon(other)) {
    throw new UsageError(
      `another daemon (pid ${other}) uses ${stateDir}; stop it, or choose another --state-dir`,
    );
  }
  writeFileSync(file, String(process.pid), { mode: 0o600 });
  return () => rmSync(file, { force: true });
}

/** A pid is given again to other programs; only one like this one counts. */
const isDaemon = (pid: number): boolean =>
  readOrEmpty(`/proc/${pid}/cmdline`)
    .split('\0')
    .some((part) => part.endsWith(MAIN));

const MAIN = 'daemon/src/main.ts';

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

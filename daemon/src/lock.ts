import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError } from './config.ts';
import { runsWith } from './sessions/processes.ts';

const MAIN = 'daemon/src/main.ts';

/** One daemon per state folder. Answers what lets go of it. Throws `UsageError` naming the other's pid. */
export function lockStateDir(stateDir: string): () => void {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const file = join(stateDir, 'daemon.pid');
  if (!create(file)) {
    const other = Number(readFileSync(file, 'utf8'));
    // A pid is given again to other programs; only a daemon counts.
    if (other !== process.pid && runsWith(other, MAIN)) throw taken(stateDir, other);
    rmSync(file, { force: true });
    if (!create(file)) throw taken(stateDir, Number(readFileSync(file, 'utf8')));
  }
  return () => rmSync(file, { force: true });
}

const taken = (stateDir: string, pid: number) =>
  new UsageError(`another daemon (pid ${pid}) uses ${stateDir}; stop it, or choose another --state-dir`);

/** False when the file is there already. */
function create(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { mode: 0o600, flag: 'wx' });
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  }
}

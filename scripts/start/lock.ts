import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { EXIT, LaunchError } from './launch-error.ts';
import { processIdentity } from './process-identity.ts';

/** Who runs Drover for a data folder. */
export interface LockHolder {
  pid: number;
  identity: string;
  url: string;
}

/** Keeps a data folder for one launcher. */
export class Lock {
  readonly #file: string;

  private constructor(file: string) {
    this.#file = file;
  }

  static take(file: string, url: string): Lock {
    const own = { pid: process.pid, identity: processIdentity(process.pid) ?? '', url };
    while (!create(file, own)) {
      const holder = readHolder(file);
      if (holder) throw alreadyRuns(holder);
      removeStale(file);
    }
    return new Lock(file);
  }

  release(): void {
    rmSync(this.#file, { force: true });
  }
}

/** The launcher that holds this lock file, if it runs. */
export function readHolder(file: string): LockHolder | undefined {
  const holder = parse(file);
  return holder && processIdentity(holder.pid) === holder.identity ? holder : undefined;
}

/** Creates the file with its content in one act: nobody ever reads half of it. */
function create(file: string, holder: LockHolder): boolean {
  const draft = `${file}.${process.pid}`;
  writeFileSync(draft, JSON.stringify(holder), { mode: 0o600 });
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    return false;
  } finally {
    rmSync(draft);
  }
}

/** Moves the file away before it looks again: another start may have replaced the stale one meanwhile. */
function removeStale(file: string): void {
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch {
    return;
  }
  const holder = readHolder(aside);
  if (holder) create(file, holder);
  rmSync(aside);
}

function parse(file: string): LockHolder | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as LockHolder;
  } catch {
    return undefined;
  }
}

function alreadyRuns({ pid, url }: LockHolder): LaunchError {
  return new LaunchError(
    EXIT.unavailable,
    `Drover already runs for this data folder: process ${pid}, ${url}\n` +
      'Use that one, or choose another folder and port with --data-dir and --port.',
  );
}

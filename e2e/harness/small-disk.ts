import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countDeed } from './deeds.ts';

/** Ends a test with the reason why this machine cannot run it. */
type Skip = (reason: string) => never;

/**
 * A file system in memory that really gets full. Root mounts it; anybody else does so in a namespace of their own,
 * which programs must enter to see it.
 */
export class SmallDisk implements AsyncDisposable {
  /** As programs that run `within` its namespace name it. */
  readonly path: string;
  /** The same folder as the test sees it. */
  readonly seenPath: string;
  /** A command that runs another one where the disk is mounted. */
  readonly within: string[];
  readonly #keeper: ChildProcess | undefined;

  private constructor(path: string, keeper?: ChildProcess) {
    this.path = path;
    this.#keeper = keeper;
    this.seenPath = keeper ? `/proc/${keeper.pid}/root${path}` : path;
    this.within = keeper
      ? ['nsenter', '--target', String(keeper.pid), '--user', '--mount', '--preserve-credentials']
      : [];
  }

  static async mount(bytes: number, skip: Skip): Promise<SmallDisk> {
    const path = mkdtempSync(join(tmpdir(), 'drover-disk-'));
    const mount = ['mount', '-t', 'tmpfs', '-o', `size=${bytes},mode=700`, 'tmpfs', path];
    if (process.getuid?.() === 0 && succeeds(mount)) return new SmallDisk(path);
    const keeper = spawn('unshare', ['-rm', 'sh', '-c', `${mount.join(' ')} && echo mounted && exec cat`]);
    const outcome = await Promise.race([
      once(keeper.stdout, 'data'),
      once(keeper, 'exit'),
      once(keeper, 'error'),
    ]);
    if (String(outcome[0]).startsWith('mounted')) return new SmallDisk(path, keeper);
    rmdirSync(path);
    const reason = 'this machine lets neither root nor a user namespace mount a tmpfs';
    console.warn(`Skipped: ${reason}.`);
    return skip(reason);
  }

  /** Leaves no room for a single byte more. */
  fill(): void {
    countDeed('disk filled');
    const { bavail, bsize } = statfsSync(this.seenPath);
    try {
      writeFileSync(this.#ballast, Buffer.alloc(bavail * bsize + 1));
    } catch (error) {
      if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error;
    }
  }

  /** Gives the room back. */
  free(): void {
    rmSync(this.#ballast, { force: true });
  }

  get #ballast(): string {
    return join(this.seenPath, 'ballast');
  }

  async [Symbol.asyncDispose](): Promise<void> {
    if (this.#keeper) {
      this.#keeper.stdin?.end();
      await once(this.#keeper, 'exit');
    } else {
      execFileSync('umount', [this.path]);
    }
    rmdirSync(this.path);
  }
}

function succeeds([file = '', ...args]: string[]): boolean {
  try {
    execFileSync(file, args, { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

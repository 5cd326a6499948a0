import { randomBytes } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { printable } from '../../protocol/src/words.ts';
import { EXIT, LaunchError } from './launch-error.ts';

// statfs type of NFS, from linux/magic.h
const NFS_MAGIC = 0x6969;

/** The files of one data folder. */
export function dataFiles(dataDir: string) {
  return {
    lock: path.join(dataDir, 'launcher.lock'),
    token: path.join(dataDir, 'local-host.token'),
    hub: path.join(dataDir, 'hub'),
    daemon: path.join(dataDir, 'daemon'),
    hubLog: path.join(dataDir, 'logs', 'hub.log'),
    daemonLog: path.join(dataDir, 'logs', 'daemon.log'),
  };
}

/** Makes the data folder and this machine's token when they are not there, and refuses an unsafe one. */
export function ensureDataDir(dataDir: string): void {
  create(dataDir);
  check(dataDir);
  mkdirSync(path.join(dataDir, 'logs'), { recursive: true, mode: 0o700 });
  ensureToken(dataFiles(dataDir).token);
}

function create(dataDir: string): void {
  try {
    makeFolder(dataDir);
    accessSync(dataDir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    fail(
      EXIT.cannotCreate,
      dataDir,
      `cannot be made or written (${reason}). Choose another with --data-dir.`,
    );
  }
}

/** One folder at a time: Node's own recursive `mkdir` never returns where the kernel refuses, as below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(path.dirname(folder));
  mkdirSync(folder, { mode: 0o700 });
}

function check(dataDir: string): void {
  const { uid, mode } = statSync(dataDir);
  if (!statSync(dataDir).isDirectory()) fail(EXIT.config, dataDir, 'is not a folder.');
  if (uid !== process.getuid?.()) {
    fail(EXIT.config, dataDir, 'belongs to another user. Choose one of your own with --data-dir.');
  }
  if (mode & 0o022) {
    fail(EXIT.config, dataDir, `may be written by others. Close it: chmod 700 ${printable(dataDir)}`);
  }
  if (process.platform === 'linux' && statfsSync(dataDir).type === NFS_MAGIC) {
    fail(EXIT.config, dataDir, 'is on NFS, where a database loses data. Choose a local one with --data-dir.');
  }
}

function ensureToken(file: string): void {
  try {
    writeFileSync(file, `${randomBytes(32).toString('base64url')}\n`, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
}

function fail(exitCode: number, dataDir: string, what: string): never {
  throw new LaunchError(exitCode, `The data folder ${printable(dataDir)} ${what}`);
}

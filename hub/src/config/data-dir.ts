import { accessSync, constants, existsSync, mkdirSync, statfsSync, statSync } from 'node:fs';
import path from 'node:path';
import { shellWord } from '@drover/protocol';
import { ExitCode, StartError } from './start-error.ts';

/** `f_type` of file systems on other machines, where locks and flushes cannot be relied on: NFS, SMB, CIFS. */
const REMOTE_FILE_SYSTEMS = new Set([0x6969, 0x517b, 0xff534d42, 0xfe534d42]);

/** Makes sure that the directory is there, ours, closed to others and on a disk of this machine. Throws `StartError`. */
export function prepareDataDir(dir: string): void {
  try {
    makeFolder(dir);
    accessSync(dir, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw unusable(dir, `cannot be used: ${why}; name a directory that this user may write`);
  }
  const { mode, uid } = statSync(dir);
  if (uid !== process.getuid?.()) throw unusable(dir, 'belongs to another user; chown it, or name another');
  if ((mode & 0o077) !== 0)
    throw unusable(dir, `is open to other users; close it: chmod 700 ${shellWord(dir)}`);
  refuseRemote(dir, statfsSync(dir).type);
}

export function refuseRemote(dir: string, fileSystem: number): void {
  if (!REMOTE_FILE_SYSTEMS.has(fileSystem)) return;
  throw unusable(dir, 'is on a network file system, where a database loses data; name a local directory');
}

/** One folder at a time: Node's own recursive `mkdir` never returns where the kernel refuses, as below /proc. */
function makeFolder(dir: string): void {
  if (existsSync(dir)) return;
  makeFolder(path.dirname(dir));
  mkdirSync(dir, { mode: 0o700 });
}

const unusable = (dir: string, why: string) =>
  new StartError(ExitCode.cannotCreate, `--data-dir '${dir}' ${why}`);

import { open, readdir, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { gitDir, readSmall } from '../projects/repository-files.ts';

/** Of `packed-refs`, which is sorted: `refs/drover/` comes before `refs/heads/`. */
const LOOKED_AT_BYTES = 64 * 1024;

/**
 * Git's folder of a repository (the one that its worktrees share) if it has worktrees, or any that Drover saved; null if
 * it has not. No git is run, as thousands of projects may be asked.
 */
export async function hasMore(project: string): Promise<string | null> {
  try {
    const commonDir = await commonDirOf(project);
    const isMore =
      (await hasEntries(join(commonDir, 'worktrees'))) ||
      (await hasEntries(join(commonDir, 'refs/drover/rescue'))) ||
      (await hasEntries(join(commonDir, 'reftable'))) ||
      (await hasPackedRescues(join(commonDir, 'packed-refs')));
    return isMore ? commonDir : null;
  } catch {
    return null;
  }
}

/** Throws for what is no repository. */
async function commonDirOf(project: string): Promise<string> {
  const folder = (await gitDir(Buffer.from(project))).toString();
  return realpath(resolve(folder, (await readSmall(Buffer.from(join(folder, 'commondir')))).trim()));
}

const hasEntries = async (folder: string): Promise<boolean> =>
  (await readdir(folder).catch(() => [])).length > 0;

async function hasPackedRescues(file: string): Promise<boolean> {
  const stats = await stat(file).catch(() => undefined);
  if (!stats?.isFile()) return false;
  await using handle = await open(file);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(LOOKED_AT_BYTES), 0, LOOKED_AT_BYTES, 0);
  return buffer.toString('latin1', 0, bytesRead).includes(' refs/drover/rescue/');
}

import { open, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';

/** Of `packed-refs`, which is sorted: `refs/drover/` comes before `refs/heads/`. */
const LOOKED_AT_BYTES = 64 * 1024;
const MAX_POINTER_BYTES = 8_192;

/**
 * Git's folder of a repository (the one that its worktrees share) if it has worktrees, or any that Drover saved; null if
 * it has not. No git is run, as thousands of projects may be asked.
 */
export async function hasMore(project: string): Promise<string | null> {
  try {
    const commonDir = await commonDirOf(join(project, '.git'));
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

async function commonDirOf(dotGit: string): Promise<string> {
  const gitDir = (await stat(dotGit)).isDirectory() ? dotGit : resolve(dotGit, '..', await pointer(dotGit));
  const common = await readSmall(join(gitDir, 'commondir')).catch(() => '.');
  return realpath(resolve(gitDir, common.trim()));
}

async function pointer(dotGit: string): Promise<string> {
  return /^gitdir: (.+)$/m.exec(await readSmall(dotGit))?.[1] ?? '';
}

async function readSmall(file: string): Promise<string> {
  const stats = await stat(file);
  if (!stats.isFile() || stats.size > MAX_POINTER_BYTES) throw new Error('not a file of git');
  return readFile(file, 'utf8');
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

import { readdir, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** The files that these processes have open; of those of other people nothing is told. */
export async function openFiles(pids: readonly number[]): Promise<Set<string>> {
  return new Set((await Promise.all(pids.map(openFilesOf))).flat());
}

async function openFilesOf(pid: number): Promise<string[]> {
  const folder = `/proc/${pid}/fd`;
  const names = await readdir(folder).catch(() => []);
  const targets = await Promise.all(names.map((name) => readlink(join(folder, name)).catch(() => '')));
  return targets.filter((target) => target.startsWith('/'));
}

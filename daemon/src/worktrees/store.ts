import { existsSync, mkdirSync, realpathSync } from 'node:fs';
import { readdir, readFile, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { BranchName, HostPath, Timestamp } from '@drover/protocol';
import { z } from 'zod';
import { replaceFile } from '../replace-file.ts';

/** What Drover writes down beside each worktree that it makes. */
const MadeWorktree = z.object({
  /** The root of the checkout that it was made from. */
  project: HostPath,
  /** The branch that was made with it, and may go with it; null when none was. */
  branch: BranchName.nullable(),
  createdAt: Timestamp,
});
export type MadeWorktree = z.infer<typeof MadeWorktree>;

const MAX_NAME_LENGTH = 40;
const ID_LENGTH = 8;
const TRASH = '.removed-';

/** A folder's name here: a project's name and what tells it from the others. */
const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** The folder with all worktrees that Drover makes: `<project>-<id>`, and beside each a record `<project>-<id>.json`. */
export class WorktreeStore {
  /** Resolved. */
  readonly folder: string;

  constructor(stateDir: string) {
    const folder = join(stateDir, 'worktrees');
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    this.folder = realpathSync(folder);
  }

  /** A path that nothing has yet; the one that `name` has had before, if that is free. */
  freePath(project: string, id: string, name?: string): string {
    if (name !== undefined && NAME.test(name) && this.#isFree(name)) return join(this.folder, name);
    const words = basename(project)
      .replace(/[^A-Za-z0-9._-]+/g, '-')
      .replace(/^[^A-Za-z0-9]+/, '')
      .slice(0, MAX_NAME_LENGTH);
    const stem = `${words || 'project'}-${id.slice(0, ID_LENGTH)}`;
    for (let number = 1; ; number++) {
      const candidate = number === 1 ? stem : `${stem}-${number}`;
      if (this.#isFree(candidate)) return join(this.folder, candidate);
    }
  }

  /** Whether a path is one of these by its place, be it there or not. */
  isHere(path: string): boolean {
    return dirname(path) === this.folder && NAME.test(basename(path));
  }

  /** Undefined for what Drover has not made. */
  async find(path: string): Promise<MadeWorktree | undefined> {
    if (!this.isHere(path)) return undefined;
    const text = await readFile(recordOf(path), 'utf8').catch(() => '');
    return MadeWorktree.safeParse(parsed(text)).data;
  }

  /** The paths of all that were made and not removed. */
  async paths(): Promise<string[]> {
    const names = await readdir(this.folder);
    return names
      .filter((name) => name.endsWith('.json'))
      .map((name) => join(this.folder, name.slice(0, -'.json'.length)));
  }

  write(path: string, made: MadeWorktree): Promise<void> {
    return replaceFile(recordOf(path), JSON.stringify(made));
  }

  async forget(path: string): Promise<void> {
    await rm(recordOf(path), { force: true });
  }

  /** Moves a worktree's files out of the way, at once; `emptyTrash` removes them. */
  async setAside(path: string): Promise<void> {
    const trash = join(this.folder, `${TRASH}${basename(path)}-${Date.now()}`);
    await rename(path, trash).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ENOENT') throw error;
    });
  }

  /** Also of what an earlier daemon did not come to. */
  async emptyTrash(): Promise<void> {
    const names = await readdir(this.folder);
    for (const name of names.filter((each) => each.startsWith(TRASH))) {
      await rm(join(this.folder, name), { recursive: true, force: true, maxRetries: 2 }).catch(() => {});
    }
  }

  #isFree(name: string): boolean {
    const path = join(this.folder, name);
    return !existsSync(path) && !existsSync(recordOf(path));
  }
}

const recordOf = (path: string) => `${path}.json`;

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

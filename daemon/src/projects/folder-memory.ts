import type { Dirent } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { DOT_GIT } from './repository-files.ts';

/** What is in a folder, as far as a search for projects needs to know. */
export type FolderContent = {
  isRepository: boolean;
  /** The folders in it, links left out. */
  folders: readonly Buffer[];
};

const NOTHING: FolderContent = { isRepository: false, folders: [] };

/** A folder that changed so shortly before it was read may change again unseen: its time may not be finer than this. */
const SETTLED_MS = 3_000;

type Remembered = { changedNs: bigint; inode: bigint; content: FolderContent };

/** Reads folders, and those that have not changed since the last search only once. */
export class FolderMemory {
  #last = new Map<string, Remembered>();
  #now = new Map<string, Remembered>();
  /** Folders that this search had to read. */
  read = 0;

  /** A new search begins: what the last one did not come by is forgotten. */
  turn(): void {
    this.#last = this.#now;
    this.#now = new Map();
    this.read = 0;
  }

  async look(path: Buffer): Promise<FolderContent> {
    const key = path.toString('latin1');
    const found = await stat(path, { bigint: true }).catch(() => null);
    if (!found) return NOTHING;
    const known = this.#last.get(key);
    const isKnown = known?.changedNs === found.mtimeNs && known.inode === found.ino;
    const content = isKnown ? known.content : await this.#readNew(path);
    const isSettled = BigInt(Date.now() - SETTLED_MS) * 1_000_000n > found.mtimeNs;
    if (isKnown || isSettled) this.#now.set(key, { changedNs: found.mtimeNs, inode: found.ino, content });
    return content;
  }

  async #readNew(path: Buffer): Promise<FolderContent> {
    this.read++;
    const entries = await readdir(path, { withFileTypes: true, encoding: 'buffer' }).catch(() => []);
    if (entries.some(({ name }) => name.equals(DOT_GIT))) return { isRepository: true, folders: [] };
    return { isRepository: false, folders: entries.filter(isFolder).map(({ name }) => name) };
  }
}

const isFolder = (entry: Dirent<Buffer>): boolean => entry.isDirectory();

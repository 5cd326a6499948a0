import { type FSWatcher, statSync, watch } from 'node:fs';

/** An editor saves in several steps, and may have none of the file in between. */
const QUIET_MS = 200;

/** Where changes are not told, as on some network disks, and for a folder that is made later. */
const LOOK_EVERY_MS = 10_000;

/** Asks to look at folders whenever something in them may have changed, and every few seconds all the same. */
export class FolderWatch {
  readonly #folders: readonly string[];
  readonly #look: () => void;
  readonly #watchers = new Map<string, { inode: number; watcher: FSWatcher }>();
  #interval: NodeJS.Timeout | undefined;
  #quiet: NodeJS.Timeout | undefined;

  constructor(folders: readonly string[], look: () => void) {
    this.#folders = folders;
    this.#look = look;
  }

  start(): void {
    this.stop();
    this.#interval = setInterval(() => this.#lookNow(), LOOK_EVERY_MS);
    this.#watchAll();
  }

  stop(): void {
    clearInterval(this.#interval);
    clearTimeout(this.#quiet);
    for (const folder of this.#folders) this.#unwatch(folder);
  }

  #lookNow(): void {
    this.#watchAll();
    this.#look();
  }

  #watchAll(): void {
    for (const folder of this.#folders) {
      const inode = statSync(folder, { throwIfNoEntry: false })?.ino;
      if (inode !== this.#watchers.get(folder)?.inode) this.#unwatch(folder);
      if (inode !== undefined && !this.#watchers.has(folder)) this.#watch(folder, inode);
    }
  }

  #watch(folder: string, inode: number): void {
    try {
      const watcher = watch(folder, { persistent: false }, () => this.#soon());
      watcher.on('error', () => this.#unwatch(folder));
      this.#watchers.set(folder, { inode, watcher });
    } catch {
      // The machine has no more watches to give; the interval is left.
    }
  }

  #unwatch(folder: string): void {
    this.#watchers.get(folder)?.watcher.close();
    this.#watchers.delete(folder);
  }

  #soon(): void {
    clearTimeout(this.#quiet);
    this.#quiet = setTimeout(() => this.#lookNow(), QUIET_MS);
  }
}

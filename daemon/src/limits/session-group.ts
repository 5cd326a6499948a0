import { existsSync, readFileSync, rmdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

/** Directories of the control group that one session's agent is in; the same one twice with version 2. */
export const GroupDirs = z.object({ memory: z.string(), pids: z.string() });
export type GroupDirs = z.infer<typeof GroupDirs>;

/** The control group of one session's agent and all its children, as long as it is there. */
export class SessionGroup {
  readonly #dirs: GroupDirs;

  constructor(dirs: GroupDirs) {
    this.#dirs = dirs;
  }

  /** Process ids; none when the group is gone. */
  processes(): number[] {
    return read(join(this.#dirs.pids, 'cgroup.procs')).split('\n').filter(Boolean).map(Number);
  }

  /** Whether it has wanted more processes than it may have, as a fork bomb does. */
  get isBursting(): boolean {
    return Number(/^max (\d+)/m.exec(read(join(this.#dirs.pids, 'pids.events')))?.[1] ?? 0) > 0;
  }

  /** From now on no process of it is born, so that those which are there can be ended one by one. */
  allowNoBirths(): void {
    write(join(this.#dirs.pids, 'pids.max'), '0');
  }

  /** Once it is empty; before that it stays. True when it is gone. */
  remove(): boolean {
    const dirs = [...new Set(Object.values(this.#dirs))];
    for (const dir of dirs) {
      try {
        rmdirSync(dir);
      } catch {
        // A process that outlived its session is still in it, or somebody was quicker.
      }
    }
    return !dirs.some((dir) => existsSync(dir));
  }
}

function read(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

/** Never creates a file: what is not there is not a part of this kernel, or the group is gone. */
function write(file: string, text: string): void {
  try {
    writeFileSync(file, text, { flag: 'r+' });
  } catch {
    // Then there is nothing to tell.
  }
}

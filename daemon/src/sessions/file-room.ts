import { readdirSync, readFileSync } from 'node:fs';

/** Open files that are kept free for terminals that attach, and for what else the daemon does. */
const SPARE_FILES = 48;

/** Whether the daemon may open the files that one more session takes. True where the system does not tell. */
export function hasFileRoom(): boolean {
  try {
    const limit = /^Max open files +(\d+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))?.[1];
    return !limit || readdirSync('/proc/self/fd').length + SPARE_FILES < Number(limit);
  } catch {
    return true;
  }
}

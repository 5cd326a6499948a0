import type { FileChange } from '@drover/protocol';
import { type FilePatch, rowCount } from './patch.ts';

/** Lines that are drawn before anybody asks for more. */
const LINES_AT_FIRST = 600;

/** The first files whose lines fit together: of two thousand, no page could show all at once. */
export function openAtFirst(
  files: readonly FileChange[],
  patches: ReadonlyMap<string, FilePatch>,
): ReadonlySet<string> {
  const open = new Set<string>();
  let room = LINES_AT_FIRST;
  for (const { path } of files) {
    const patch = patches.get(path);
    room -= patch ? rowCount(patch) : 1;
    if (room < 0) break;
    open.add(path);
  }
  return open;
}

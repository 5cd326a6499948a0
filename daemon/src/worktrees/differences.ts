import { git } from '../git/index.ts';
import { zeroSeparated } from './byte-path.ts';
import { LISTING } from './tree-state.ts';
import type { TreeEntry } from './tree-writer.ts';

/** What a command such as `diff-index` finds different, as the entries of its second side; mode 0 is none there. */
export async function differences(root: string, [command = '', ...args]: string[]): Promise<TreeEntry[]> {
  const options = ['--raw', '-z', '--no-renames', '--no-abbrev', '-r'];
  const fields = zeroSeparated((await git(root, [command, ...options, ...args, '--'], LISTING)).stdout);
  const entries: TreeEntry[] = [];
  for (let at = 0; at + 1 < fields.length; at += 2) {
    const [meta = '', path = ''] = fields.slice(at, at + 2);
    const [, mode = '', , id = ''] = meta.split(' ');
    entries.push({ mode, id, path });
  }
  return entries;
}

import type { Changes, FileChange } from '@drover/protocol';
import { count } from '../sessions/git-words.ts';

export const KIND_WORDS: Record<FileChange['kind'], string> = {
  added: 'Added',
  modified: 'Changed',
  deleted: 'Deleted',
  renamed: 'Renamed',
};

export const isBinary = ({ additions, deletions }: FileChange): boolean =>
  additions === null && deletions === null;

/** How many lines of a file changed, as marks; null where none did. */
export const fileMarks = ({ additions, deletions }: FileChange): { added: string; removed: string } | null =>
  additions || deletions ? { added: `+${additions ?? 0}`, removed: `−${deletions ?? 0}` } : null;

/** `3 files, +120 −7`; of a list that was cut off `more than 2000 files`. */
export function summaryWords({ files, truncated }: Pick<Changes, 'files' | 'truncated'>): string {
  const sum = (of: 'additions' | 'deletions') => files.reduce((total, file) => total + (file[of] ?? 0), 0);
  const cut = truncated && files.length >= MOST_FILES;
  return `${cut ? 'more than ' : ''}${count(files.length, 'file')}, +${sum('additions')} −${sum('deletions')}`;
}

/** As many as the protocol carries. */
const MOST_FILES = 2_000;

/** What they are compared with. */
export const baseWords = (base: string | null): string =>
  base === null ? 'the empty tree' : `commit ${base.slice(0, 7)}, where it began`;

/** A name for a file that a browser saves. */
export const diffFileName = (label: string): string =>
  `${
    label
      .replace(/[^\p{L}\p{N}._-]+/gu, '-')
      .replace(/^[-.]+|-+$/g, '')
      .slice(0, 60) || 'session'
  }.diff`;

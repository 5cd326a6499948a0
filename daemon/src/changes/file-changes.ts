import type { FileChange } from '@drover/protocol';
import { bytesAsText } from '../projects/byte-path.ts';

const KINDS: Readonly<Record<string, FileChange['kind']>> = {
  A: 'added',
  C: 'added',
  D: 'deleted',
  R: 'renamed',
};

/** Longest path that is told. */
const MAX_PATH = 4_096;

/**
 * Reads `git diff --raw --numstat -z`: first `:modes ids X`, a path, and of what was renamed the path that it has now;
 * then lines added and deleted, tabs between, with a path behind them, or of what was renamed both as fields of their own.
 */
export function readFileChanges(output: Buffer): FileChange[] {
  const fields = output.toString('latin1').split('\0'); // paths are bytes: here a character stands for each
  const changes = new Map<string, FileChange>();
  let at = 0;
  const next = () => fields[at++] ?? '';
  while (fields[at]?.startsWith(':')) {
    const kind = next().split(' ')[4]?.[0] ?? '';
    const isPair = kind === 'R' || kind === 'C';
    const first = next();
    const path = isPair ? next() : first;
    const from = kind === 'R' ? shown(first) : null;
    changes.set(path, {
      ...{ path: shown(path), from, kind: KINDS[kind] ?? 'modified' },
      ...{ additions: null, deletions: null },
    });
  }
  while (fields[at]) {
    const [additions = '', deletions = '', ...path] = next().split('\t');
    const isPair = path.join('\t') === '';
    if (isPair) next();
    const change = changes.get(isPair ? next() : path.join('\t'));
    if (change) Object.assign(change, { additions: lines(additions), deletions: lines(deletions) });
  }
  return [...changes.values()];
}

const shown = (path: string): string => bytesAsText(Buffer.from(path, 'latin1')).slice(0, MAX_PATH);

/** `-` for what is no text. */
const lines = (count: string): number | null => (/^\d+$/.test(count) ? Number(count) : null);

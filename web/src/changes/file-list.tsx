import type { FileChange } from '@drover/protocol';
import { useCallback, useMemo, useState } from 'react';
import { FilterBox } from '../design/filter-box.tsx';
import { FileDiffItem } from './file-diff.tsx';
import { openAtFirst } from './open-files.ts';
import { readPatch } from './patch.ts';

/** Below this many nobody looks for one by its name. */
const FILTER_FROM = 8;

export type FileListProps = { files: readonly FileChange[]; patch: string };

/** Changed files, the first ones open. What a person opens or closes stays so when the changes change. */
export function FileList({ files, patch }: FileListProps) {
  const patches = useMemo(() => readPatch(patch), [patch]);
  const atFirst = useMemo(() => openAtFirst(files, patches), [files, patches]);
  const [chosen, setChosen] = useState<ReadonlyMap<string, boolean>>(new Map());
  const [text, setText] = useState('');
  const toggle = useCallback(
    (path: string, open: boolean) => setChosen((before) => new Map(before).set(path, open)),
    [],
  );
  const wanted = text.trim().toLowerCase();
  const shown = files.filter(({ path }) => path.toLowerCase().includes(wanted));
  return (
    <section aria-label="Files" className="space-y-2">
      {files.length >= FILTER_FROM && <FilterBox label="Filter files" text={text} onChange={setText} />}
      {shown.length === 0 && <p className="py-4 text-ink-2 text-sm">No file is called so.</p>}
      <ul className="space-y-2">
        {shown.map((file) => (
          <FileDiffItem
            key={file.path}
            file={file}
            patch={patches.get(file.path)}
            open={chosen.get(file.path) ?? atFirst.has(file.path)}
            onToggle={toggle}
          />
        ))}
      </ul>
    </section>
  );
}

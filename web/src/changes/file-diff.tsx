import type { FileChange } from '@drover/protocol';
import { ChevronRight } from 'lucide-react';
import { memo, useId } from 'react';
import { cx } from '../design/cx.ts';
import { fileMarks, isBinary, KIND_WORDS } from './change-words.ts';
import { DiffTable } from './diff-table.tsx';
import type { FilePatch } from './patch.ts';

export type FileDiffItemProps = {
  file: FileChange;
  /** Undefined when it did not fit. */
  patch: FilePatch | undefined;
  open: boolean;
  /** Must stay the same function. */
  onToggle: (path: string, open: boolean) => void;
};

/** One file: its name and how much it changed; opened, its lines. The browser leaves out what is not in sight. */
export const FileDiffItem = memo(function FileDiffItem({ file, patch, open, onToggle }: FileDiffItemProps) {
  const contentId = useId();
  return (
    <li className="overflow-hidden rounded-lg border border-line bg-surface [contain-intrinsic-size:auto_2.5rem] [content-visibility:auto]">
      <h3>
        <button
          type="button"
          aria-expanded={open}
          aria-controls={open ? contentId : undefined}
          onClick={() => onToggle(file.path, !open)}
          className="flex min-h-9 touch:min-h-11 w-full items-center gap-2 px-2 py-1 text-left text-sm hover:bg-hover focus-visible:-outline-offset-2"
        >
          <ChevronRight
            size={15}
            aria-hidden="true"
            className={cx('shrink-0 text-ink-3 transition-transform', open && 'rotate-90')}
          />
          <span className="min-w-0 flex-1 break-all font-mono text-xs">
            {file.from !== null && <span className="text-ink-3">{file.from} → </span>}
            {file.path}
          </span>
          <Marks file={file} />
        </button>
      </h3>
      {open && (
        <div id={contentId} className="border-line border-t">
          <Content file={file} patch={patch} />
        </div>
      )}
    </li>
  );
});

function Marks({ file }: { file: FileChange }) {
  const marks = fileMarks(file);
  return (
    <span className="tabular flex shrink-0 items-center gap-2 text-xs">
      {file.kind !== 'modified' && <span className="text-ink-2">{KIND_WORDS[file.kind]}</span>}
      {isBinary(file) && <span className="text-ink-3">Binary</span>}
      {marks && (
        <>
          <span className="text-good-ink">{marks.added}</span>
          <span className="text-bad-ink">{marks.removed}</span>
        </>
      )}
    </span>
  );
}

function Content({ file, patch }: Pick<FileDiffItemProps, 'file' | 'patch'>) {
  if (patch && patch.hunks.length > 0) return <DiffTable path={file.path} patch={patch} />;
  return <p className="px-3 py-2 text-ink-2 text-sm">{whyNoLines(file, patch)}</p>;
}

function whyNoLines(file: FileChange, patch: FilePatch | undefined): string {
  if (patch?.binary || isBinary(file)) return 'It is no text, so its changes cannot be shown.';
  if (!patch || patch.cut) return 'Its lines did not fit here. Look at them in the project itself.';
  if (file.kind === 'renamed') return 'Only its name is another.';
  if (file.kind === 'added') return 'It is empty.';
  return file.kind === 'deleted' ? 'It was empty.' : 'Only its mode is another.';
}

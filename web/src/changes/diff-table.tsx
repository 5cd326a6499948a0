import { memo, useMemo, useState } from 'react';
import { Button } from '../design/button.tsx';
import { cx } from '../design/cx.ts';
import { type DiffRow, type FilePatch, isLine, rowsOf, type WordsRow } from './patch.ts';

/** Rows drawn at a time, so that a huge file does not hold up the page. */
const ROWS_AT_A_TIME = 800;
/** Of a line; such as in a file that a machine has written. */
const MOST_CHARACTERS = 2_000;

export type DiffTableProps = { path: string; patch: FilePatch };

/** The changed lines of a file with those around them. */
export function DiffTable({ path, patch }: DiffTableProps) {
  const rows = useMemo(() => rowsOf(patch), [patch]);
  const [limit, setLimit] = useState(ROWS_AT_A_TIME);
  return (
    <>
      <table className="w-full table-fixed border-collapse font-mono text-xs leading-5">
        <caption className="sr-only">Changed lines of {path}</caption>
        <colgroup>
          <col className="w-11 @max-xl:hidden" />
          <col className="w-11" />
          <col />
        </colgroup>
        <thead className="sr-only">
          <tr>
            <th scope="col">Line before</th>
            <th scope="col">Line after</th>
            <th scope="col">Text</th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, limit).map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: places in a diff have no other name
            <Row key={index} row={row} />
          ))}
        </tbody>
      </table>
      {rows.length > limit && (
        <p className="border-line border-t p-1.5">
          <Button variant="quiet" onClick={() => setLimit((before) => before + ROWS_AT_A_TIME)}>
            Show more of its {rows.length} lines
          </Button>
        </p>
      )}
      {patch.cut && (
        <p className="border-line border-t px-3 py-2 text-sm text-warn-ink">The rest did not fit here.</p>
      )}
    </>
  );
}

const TINTS: Record<DiffRow['kind'], string> = {
  added: 'bg-good-soft',
  removed: 'bg-bad-soft',
  kept: '',
  hunk: 'bg-hover text-ink-2',
  note: 'text-ink-3 italic',
};

const SIGNS = { added: '+', removed: '−', kept: ' ' } as const;

const NUMBER = 'select-none border-line border-r px-1.5 text-right align-top text-ink-2 tabular';

const Row = memo(function Row({ row }: { row: DiffRow }) {
  if (!isLine(row)) return <Words row={row} />;
  const { text } = row;
  return (
    <tr className={TINTS[row.kind]}>
      <td className={cx(NUMBER, '@max-xl:hidden')}>{row.old}</td>
      <td className={NUMBER}>{row.new}</td>
      <td className="whitespace-pre-wrap py-0 pr-2 pl-5 -indent-3 [overflow-wrap:anywhere] [tab-size:4]">
        <span className="inline-block w-3 select-none indent-0">{SIGNS[row.kind]}</span>
        {text.length > MOST_CHARACTERS ? text.slice(0, MOST_CHARACTERS) : text}
        {text.length > MOST_CHARACTERS && (
          <span className="text-ink-2 italic"> … {text.length - MOST_CHARACTERS} more characters</span>
        )}
      </td>
    </tr>
  );
});

const Words = ({ row }: { row: WordsRow }) => (
  <tr className={TINTS[row.kind]}>
    <td className={cx(NUMBER, '@max-xl:hidden')} />
    <td className={NUMBER} />
    <td className="px-2 [overflow-wrap:anywhere]">{row.text}</td>
  </tr>
);

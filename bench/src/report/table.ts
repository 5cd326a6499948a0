import { isMet, type Row, ratioOf, type Target } from './row.ts';

const HEAD = ['', 'Drover', 'limit', 'ratio', 'target', '', 'limit is'];

/** The rows as text, for a terminal. */
export function table(rows: Row[]): string {
  const lines = [HEAD, ...rows.map(cellsOf)];
  const widths = HEAD.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  const padded = lines.map((line) => line.map((cell, column) => cell.padEnd(widths[column] ?? 0)));
  return padded.map((line) => line.join('  ').trimEnd()).join('\n');
}

function cellsOf(row: Row): string[] {
  const { name, unit, drover, limit, target, note } = row;
  return [
    name,
    `${rounded(drover)} ${unit}`,
    limit ? `${rounded(limit.value)} ${unit}` : '',
    limit ? rounded(ratioOf(row) ?? Number.NaN) : '',
    target ? targetText(target, unit) : '',
    verdict(isMet(row)),
    [limit?.name, note].filter(Boolean).join('; '),
  ];
}

const targetText = ({ of, bound, than }: Target, unit: string): string =>
  `${bound === 'at least' ? '≥' : '≤'} ${than}${of === 'value' ? ` ${unit}` : ' ×'}`;

function verdict(met: boolean | undefined): string {
  if (met === undefined) return '';
  return met ? 'met' : 'MISSED';
}

/** Three significant digits, without an exponent. */
const rounded = (value: number): string =>
  Number.isFinite(value) ? String(Number(value.toPrecision(3))) : '–';

/** One test of the long run, for its table. */
export type FaultRow = {
  title: string;
  /** What was done to Drover, and how often. */
  deeds: Record<string, number>;
  /** Of the random moments; null when there were none. */
  seed: number | null;
  seconds: number;
  /** Output that viewers received and checked. */
  bytes: number;
  result: string;
};

const HEAD = ['fault', 'test', 'done', 'seed', 'seconds', 'MB checked', 'result'];
const MAX_TITLE = 72;

/** All rows as one Markdown table, by number of the fault. */
export function faultTable(rows: FaultRow[]): string {
  const sorted = rows.toSorted((a, b) => a.title.localeCompare(b.title, 'en', { numeric: true }));
  const table = [HEAD, ...sorted.map(cells)];
  const widths = HEAD.map((_, column) => Math.max(...table.map((row) => row[column]?.length ?? 0)));
  const line = (row: string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  const rule = `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`;
  return [line(HEAD), rule, ...table.slice(1).map(line)].join('\n');
}

function cells({ title, deeds, seed, seconds, bytes, result }: FaultRow): string[] {
  const [, numbers = '', text = title] = /^((?:\[\w+\] ?)+)(.*)/.exec(title) ?? [];
  return [
    numbers.replaceAll(/[[\]]/g, '').trim(),
    text.length > MAX_TITLE ? `${text.slice(0, MAX_TITLE - 1)}…` : text,
    Object.entries(deeds)
      .map(([deed, times]) => `${times} × ${deed}`)
      .join(', '),
    seed === null ? '' : String(seed),
    seconds.toFixed(1),
    (bytes / 1e6).toFixed(1),
    result,
  ];
}

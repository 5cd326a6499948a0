/** A figure of ours beside the same of the bare machine. */
export type Row = { name: string; unit: string; drover: number; bare: number; bareName: string };

export function table(rows: Row[]): string {
  const cells = rows.map(({ name, unit, drover, bare, bareName }) => [
    name,
    `${drover.toFixed(2)} ${unit}`,
    `${bare.toFixed(2)} ${unit}`,
    bareName,
    (drover / bare).toFixed(2),
  ]);
  const lines = [['', 'Drover', 'bare', 'bare is', 'ratio'], ...cells];
  const widths = [0, 1, 2, 3, 4].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines
    .map((line) =>
      line
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('   ')
        .trimEnd(),
    )
    .join('\n');
}

/** Percentiles of times in milliseconds. */
export function latencies(times: number[]): Record<50 | 95 | 99, number> {
  const sorted = times.toSorted((a, b) => a - b);
  const at = (share: number) =>
    sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;
  return { 50: at(0.5), 95: at(0.95), 99: at(0.99) };
}

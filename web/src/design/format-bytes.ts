const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;

/** A size as people read it, with at most three digits: `812 B`, `4.2 GiB`, `118 MiB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= 999.5 && unit < UNITS.length - 1) {
    value /= 1_024;
    unit += 1;
  }
  return `${unit > 0 && value < 9.95 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}

/** How much of a whole: `21 of 64 GiB`, `812 MiB of 4.0 GiB`. */
export function formatShare(part: number, whole: number): string {
  const [some, all] = [formatBytes(part), formatBytes(whole)];
  const unit = all.slice(all.indexOf(' '));
  return `${some.endsWith(unit) ? some.slice(0, -unit.length) : some} of ${all}`;
}

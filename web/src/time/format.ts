const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const two = (value: number) => String(value).padStart(2, '0');

/** A running time that can tick without changing its width every second: `0:07`, `12:34`, `1:02:05`, `3d 4h`. */
export function formatRuntime(milliseconds: number): string {
  const ms = Math.max(0, milliseconds);
  const days = Math.floor(ms / DAY);
  const hours = Math.floor(ms / HOUR) % 24;
  const minutes = Math.floor(ms / MINUTE) % 60;
  const seconds = Math.floor(ms / SECOND) % 60;
  if (days > 0) return `${days}d ${hours}h`;
  return hours > 0 ? `${hours}:${two(minutes)}:${two(seconds)}` : `${minutes}:${two(seconds)}`;
}

const UNITS = [
  ['day', DAY],
  ['hour', HOUR],
  ['minute', MINUTE],
  ['second', SECOND],
] as const;

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always', style: 'short' });

/** How long ago, in the largest fitting unit: `5 min. ago`; below ten seconds `just now`. */
export function formatAgo(milliseconds: number): string {
  if (milliseconds < 10 * SECOND) return 'just now';
  const [unit, size] = UNITS.find(([, ms]) => milliseconds >= ms) ?? UNITS[3];
  return relative.format(-Math.floor(milliseconds / size), unit);
}

const clock = new Intl.DateTimeFormat(undefined, { timeStyle: 'medium' });
const dateAndClock = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'medium' });

/** Time of day in the reader's own way: `14:03:12`. */
export const formatClock = (timestamp: number): string => clock.format(timestamp);

/** Day and time in the reader's own way, for tooltips. */
export const formatMoment = (timestamp: number): string => dateAndClock.format(timestamp);

import type { Where } from '@drover/profiles';

/** One saved step of a conversation, as the tool wrote it: anything that JSON can hold. */
export type SavedRecord = unknown;

/** The value at keys with dots between them; undefined when there is none. */
export function valueAt(record: SavedRecord, keyPath: string): unknown {
  let value: unknown = record;
  for (const key of keyPath.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

export function textAt(record: SavedRecord, keyPath: string | undefined): string | undefined {
  const value = keyPath === undefined ? undefined : valueAt(record, keyPath);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export const fits = (record: SavedRecord, where: Where): boolean =>
  Object.entries(where).every(([keyPath, wanted]) =>
    [wanted].flat().includes(valueAt(record, keyPath) as string),
  );

/** Text itself, or that of a list of parts: what tools of all kinds call the content of a message. */
export function contentAt(record: SavedRecord, keyPath: string): string {
  const content = valueAt(record, keyPath);
  if (typeof content === 'string') return content;
  return Array.isArray(content) ? content.map(partText).join('') : '';
}

function partText(part: unknown): string {
  return typeof part === 'string' ? part : (textAt(part, 'text') ?? '');
}

/** ISO 8601, or milliseconds or seconds since 1970. */
export function timeAt(record: SavedRecord, keyPath: string | undefined): number | undefined {
  const value = keyPath === undefined ? undefined : valueAt(record, keyPath);
  const time = typeof value === 'string' ? Date.parse(value) : value;
  if (typeof time !== 'number' || !Number.isFinite(time) || time <= 0) return undefined;
  return time < SECONDS_BELOW ? time * 1_000 : time;
}

/** As milliseconds this is in 1973, as seconds in the year 5138. */
const SECONDS_BELOW = 100_000_000_000;

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Stream, unpackCast } from './asciicast.ts';
import { HANDMADE } from './handmade.ts';

export type { Stream } from './asciicast.ts';

const SIZE = { cols: 40, rows: 12 };
const FOLDER = join(import.meta.dirname, 'streams');
const SUFFIX = '.cast.gz';

/** Every stream of the corpus by its name: those written by hand, then what real programs printed. */
export const CORPUS: Record<string, Stream> = {
  ...Object.fromEntries(
    Object.entries(HANDMADE).map(([name, bytes]) => [name, { bytes, sizes: [{ offset: 0, size: SIZE }] }]),
  ),
  ...Object.fromEntries(
    readdirSync(FOLDER)
      .filter((file) => file.endsWith(SUFFIX))
      .sort()
      .map((file) => [file.slice(0, -SUFFIX.length), unpackCast(readFileSync(join(FOLDER, file)))]),
  ),
};

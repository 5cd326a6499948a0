import { gunzipSync, gzipSync } from 'node:zlib';
import type { Size } from '@drover/protocol';
import { z } from 'zod';
import type { SizeMark } from '../../spool/sizes.ts';

/** What a program printed, and where in it the size changed. The first mark is at 0. */
export type Stream = { bytes: Buffer; sizes: SizeMark[] };

/** What happened in a terminal, in order: output (whole characters), or a new size as `COLSxROWS`. */
export type CastEvent = [seconds: number, kind: 'o' | 'r', data: string];

const Head = z.object({ version: z.literal(2), width: z.int(), height: z.int() });
const Event = z.tuple([z.number(), z.enum(['o', 'r']), z.string()]);
const SIZE = /^(\d+)x(\d+)$/;

/** Writes a recording as asciicast v2 in gzip, which any asciicast player shows once it is unpacked. */
export function packCast({ cols, rows }: Size, events: CastEvent[]): Buffer {
  const head = { version: 2, width: cols, height: rows, env: { TERM: 'xterm-256color' } };
  const lines = [head, ...events].map((line) => JSON.stringify(line));
  return gzipSync(`${lines.join('\n')}\n`, { level: 9 });
}

export function unpackCast(file: Uint8Array): Stream {
  const [head, ...events] = gunzipSync(file)
    .toString()
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  const { width: cols, height: rows } = Head.parse(head);
  const sizes: SizeMark[] = [{ offset: 0, size: { cols, rows } }];
  const chunks: Buffer[] = [];
  let offset = 0;
  for (const [, kind, data] of z.array(Event).parse(events)) {
    if (kind === 'r') {
      sizes.push({ offset, size: sizeOf(data) });
      continue;
    }
    chunks.push(Buffer.from(data));
    offset += chunks.at(-1)?.length ?? 0;
  }
  return { bytes: Buffer.concat(chunks), sizes };
}

function sizeOf(data: string): Size {
  const [, cols, rows] = SIZE.exec(data) ?? [];
  if (!cols || !rows) throw new Error(`expected a size as COLSxROWS, got ${data}`);
  return { cols: Number(cols), rows: Number(rows) };
}

/** Prints a file, so many bytes a second: `pour.ts <file> <bytes per second>`. */
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';

const PIECE_BYTES = 16 * 1024;

const bytes = readFileSync(process.argv[2] ?? '');
const pauseMs = (PIECE_BYTES / Number(process.argv[3])) * 1_000;

for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
  if (!process.stdout.write(bytes.subarray(at, at + PIECE_BYTES))) await once(process.stdout, 'drain');
  await delay(pauseMs);
}

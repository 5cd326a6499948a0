import { LINE_BYTES, lineAt } from './produced-line.ts';

/**
 * Prints lines of 64 bytes that say where they are: `producer.ts <bytes> <seed> [bytes per second]`. A gap, a double
 * or a swap anywhere is seen by who reads them: `produced.ts`. SIGTERM ends it after a whole line.
 */
const [wanted = 0, seed = 0, rate = Number.POSITIVE_INFINITY] = process.argv.slice(2).map(Number);
let total = wanted;

const MAX_BATCH_BYTES = 16_384;
const BATCHES_PER_SECOND = 50;

const batchBytes = Math.min(MAX_BATCH_BYTES, Math.max(LINE_BYTES, rate / BATCHES_PER_SECOND));
const startedAt = performance.now();

process.once('SIGTERM', () => {
  total = 0;
});

for (let offset = 0; offset < total; ) {
  const until = Math.min(total, offset + batchBytes);
  let text = '';
  for (; offset < until; offset += LINE_BYTES) text += `${lineAt(offset, seed)}\n`;
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  const ahead = startedAt + (offset / rate) * 1_000 - performance.now();
  if (ahead > 0) await new Promise((resolve) => setTimeout(resolve, ahead));
}

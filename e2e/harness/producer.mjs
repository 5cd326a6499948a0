/**
 * Prints lines of 64 bytes that say where they are: `producer.mjs <bytes> [bytes per second]`. Each carries its
 * offset, and a checksum of it, so that a gap, a double or a swap anywhere is seen.
 */
const total = Number(process.argv[2]);
const rate = Number(process.argv[3] ?? Number.POSITIVE_INFINITY);
const LINE = 64;
const BATCH = 256;

/** Without the newline, which the terminal makes two bytes of. */
const lineAt = (offset) =>
  `${String(offset).padStart(16, '0')} ${((offset * 2654435761) >>> 0).toString(16)} `.padEnd(LINE - 2, '.');

for (let offset = 0; offset < total; ) {
  let text = '';
  for (let i = 0; i < BATCH && offset < total; i++, offset += LINE) text += `${lineAt(offset)}\n`;
  if (!process.stdout.write(text)) await new Promise((resolve) => process.stdout.once('drain', resolve));
  if (Number.isFinite(rate))
    await new Promise((resolve) => setTimeout(resolve, (text.length / rate) * 1_000));
}

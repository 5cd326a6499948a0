/** Without the end of line. */
const LINE_BYTES = 62;

/**
 * `count` lines, each of which says which it is, so that a gap, a repetition or a swap anywhere is seen. A program
 * prints them ended by `\n`; they leave its terminal ended by `\r\n`.
 */
export function numberedLines(count: number, end: '\n' | '\r\n'): Buffer {
  const blank = `${'.'.repeat(LINE_BYTES)}${end}`;
  const lines = Buffer.alloc(count * blank.length, blank);
  for (let line = 0; line < count; line++) lines.write(`${line} `, line * blank.length, 'latin1');
  return lines;
}

/** Bytes that so many lines are when they leave a terminal. */
export const outputBytes = (lines: number): number => lines * (LINE_BYTES + 2);

/** Lines that leave a terminal as about so many bytes. */
export const linesIn = (bytes: number): number => Math.floor(bytes / (LINE_BYTES + 2));

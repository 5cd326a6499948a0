import type { Terminal } from '@xterm/headless';
import { internalsOf } from './internals.ts';

const LINE_FEED = 0x0a;
const LINE_END = Buffer.from('\r\n');

/** Bytes of which text and nothing else is made: no controls but tab and line end, and none of their UTF-8 forms. */
const IS_TEXT = Uint8Array.from({ length: 256 }, (_, byte) => {
  const isControl = byte < 0x20 || byte === 0x7f;
  return [0x09, LINE_FEED, 0x0d].includes(byte) || (!isControl && byte !== 0xc2) ? 1 : 0;
});

/**
 * How many of `bytes`, from the first on, need not be parsed because they leave no trace: plain text that scrolls out
 * of the scrollback by what follows. It is passed over up to a line end, at which the rest begins; from there on the
 * cursor's place, and with it all that is left to see, is the same.
 */
export function tracelessBytes(terminal: Terminal, bytes: Buffer): number {
  if (!scrollsPlainly(terminal)) return 0;
  const text = bytes.subarray(0, textLength(bytes));
  const kept = lastLines(text, (terminal.options.scrollback ?? 0) + 2 * terminal.rows);
  return kept < LINE_END.length ? 0 : Math.max(0, text.lastIndexOf(LINE_END, kept - LINE_END.length));
}

/** No sequence is open, all rows scroll, and no link gathers the lines that it is on. */
function scrollsPlainly(terminal: Terminal): boolean {
  const { parserState, active, attributes } = internalsOf(terminal);
  const allScroll = active.scrollTop === 0 && active.scrollBottom === terminal.rows - 1;
  return parserState === 0 && allScroll && attributes.extended.urlId === 0;
}

function textLength(bytes: Buffer): number {
  let length = 0;
  while (length < bytes.length && IS_TEXT[bytes[length] ?? 0]) length++;
  return length;
}

/** Where the last `lines` lines of a text begin; 0 when it has fewer. */
function lastLines(text: Buffer, lines: number): number {
  let at = text.length;
  for (let left = lines; left >= 0 && at > 0; left--) at = text.lastIndexOf(LINE_FEED, at - 1);
  return Math.max(0, at);
}

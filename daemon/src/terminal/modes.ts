import type { Modes } from './internals.ts';

const MOUSE_PROTOCOLS = { NONE: '1000l', X10: '9h', VT200: '1000h', DRAG: '1002h', ANY: '1003h' };
const MOUSE_ENCODINGS = { DEFAULT: '1006l', SGR: '1006h', SGR_PIXELS: '1016h' };
const CURSOR_STYLES = { block: 2, underline: 4, bar: 6 };

/**
 * The sequences that set exactly these modes, whatever was set before: a reset (RIS) leaves some as they are. Origin
 * mode is not among them, as it moves the cursor.
 */
export function setModes(modes: Modes): string {
  return [
    ansi(4, modes.insertMode),
    ansi(20, modes.convertEol),
    dec(1, modes.applicationCursorKeys),
    dec(7, modes.wraparound),
    dec(12, modes.blinkOption),
    dec(25, !modes.cursorHidden),
    dec(45, modes.reverseWraparound),
    dec(66, modes.applicationKeypad),
    dec(1004, modes.sendFocus),
    dec(2004, modes.bracketedPasteMode),
    dec(2026, modes.synchronizedOutput),
    `\x1b[?${MOUSE_PROTOCOLS[modes.mouseProtocol]}`,
    `\x1b[?${MOUSE_ENCODINGS[modes.mouseEncoding]}`,
    `\x1b[${cursorStyle(modes)} q`,
  ].join('');
}

const ansi = (mode: number, on: boolean) => `\x1b[${mode}${on ? 'h' : 'l'}`;
const dec = (mode: number, on: boolean) => `\x1b[?${mode}${on ? 'h' : 'l'}`;

function cursorStyle({ cursorStyle, cursorBlink }: Modes): number {
  if (!cursorStyle) return 0;
  return CURSOR_STYLES[cursorStyle] - (cursorBlink ? 1 : 0);
}

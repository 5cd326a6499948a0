const BRACKET_OPEN = '\x1b[200~';
const BRACKET_CLOSE = '\x1b[201~';

/** All controls but tab and newline: C0, DEL and C1, which some programs read as ESC with a letter. */
const CONTROLS = /(?![\t\r\n])\p{Cc}/gu;

/**
 * What to send for a paste. Newlines become returns, as if typed. Control characters become their pictures: an ESC
 * could end the brackets, and a Ctrl-C the program that was to keep the rest from being executed.
 * @param bracketed whether the program asked for pastes to be marked (mode 2004)
 */
export function pasteInput(text: string, bracketed: boolean): string {
  const safe = text.replace(/\r?\n/g, '\r').replace(CONTROLS, pictureOf);
  return bracketed ? BRACKET_OPEN + safe + BRACKET_CLOSE : safe;
}

/** https://www.unicode.org/charts/PDF/U2400.pdf */
function pictureOf(control: string): string {
  const code = control.charCodeAt(0);
  if (code < 0x20) return String.fromCharCode(0x2400 + code);
  return code === 0x7f ? '\u2421' : '\u241b';
}

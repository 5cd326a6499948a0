const ESCAPE = 0x1b;

/** First byte of the C1 controls in UTF-8. */
const C1_LEAD = 0xc2;
/** DCS, SOS, CSI, OSC, PM and APC as single C1 characters: their second byte in UTF-8. */
const C1_INTRODUCERS = new Set([0x90, 0x98, 0x9b, 0x9d, 0x9e, 0x9f]);

/**
 * Where the last control sequence of these bytes begins, or -1. An unfinished sequence has not touched the screen, so
 * this is the point that a screen stands for while one is open.
 */
export function lastIntroducer(bytes: Uint8Array): number {
  const escaped = bytes.lastIndexOf(ESCAPE);
  for (let at = bytes.lastIndexOf(C1_LEAD); at > escaped; at = bytes.lastIndexOf(C1_LEAD, at - 1)) {
    if (C1_INTRODUCERS.has(bytes[at + 1] ?? 0)) return at;
    if (at === 0) break;
  }
  return escaped;
}

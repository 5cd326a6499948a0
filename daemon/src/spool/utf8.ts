/**
 * How many of the bytes form whole UTF-8 characters: all, unless the last character is cut. Invalid bytes count as
 * whole, so nothing is ever held back for ever except up to three bytes that may still become a character.
 */
export function wholeCharacters(bytes: Uint8Array): number {
  const limit = Math.max(0, bytes.length - 3);
  for (let i = bytes.length - 1; i >= limit; i--) {
    const byte = bytes[i] ?? 0;
    if (byte < 0x80) return bytes.length;
    if (byte >= 0xc0) return i + sequenceLength(byte) > bytes.length ? i : bytes.length;
  }
  return bytes.length;
}

/** Length of the sequence that a lead byte opens; 1 for bytes that open none. */
function sequenceLength(lead: number): number {
  if (lead >= 0xc2 && lead <= 0xdf) return 2;
  if (lead >= 0xe0 && lead <= 0xef) return 3;
  if (lead >= 0xf0 && lead <= 0xf4) return 4;
  return 1;
}

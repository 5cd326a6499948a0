/** Cuts UTF-8 into pieces of at most `maxBytes`, never inside a character. Bytes that are no UTF-8 are cut anywhere. */
export function splitUtf8(bytes: Uint8Array, maxBytes: number): Uint8Array[] {
  const pieces: Uint8Array[] = [];
  for (let start = 0; start < bytes.length; ) {
    const end = boundaryBefore(bytes, start, start + maxBytes);
    pieces.push(bytes.subarray(start, end));
    start = end;
  }
  return pieces;
}

const MAX_CHARACTER_BYTES = 4;

function boundaryBefore(bytes: Uint8Array, start: number, limit: number): number {
  if (limit >= bytes.length) return bytes.length;
  for (let end = limit; end > start && end > limit - MAX_CHARACTER_BYTES; end--) {
    if (!isContinuation(bytes[end] ?? 0)) return end;
  }
  return limit;
}

const isContinuation = (byte: number) => (byte & 0b1100_0000) === 0b1000_0000;

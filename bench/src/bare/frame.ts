/** A message of the bare relay: a byte for the number of the stream, then what its program printed or is told. */
export function frameOf(stream: number, bytes: Uint8Array): Uint8Array {
  const frame = new Uint8Array(bytes.length + 1);
  frame[0] = stream;
  frame.set(bytes, 1);
  return frame;
}

/** `bytes` is a view into `frame`. */
export const streamOf = (frame: Uint8Array): { stream: number; bytes: Uint8Array } => ({
  stream: frame[0] ?? 0,
  bytes: frame.subarray(1),
});

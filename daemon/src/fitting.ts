/** As many from the beginning as fit, as JSON, into a message with so much room. */
export function fitting<T>(items: readonly T[], maxBytes: number): T[] {
  let room = maxBytes;
  const end = items.findIndex((item) => {
    room -= Buffer.byteLength(JSON.stringify(item));
    return room < 0;
  });
  return end < 0 ? [...items] : items.slice(0, end);
}

import { text } from '@drover/profiles';

const KIB = 1024;
const UNITS: Record<string, number> = { MiB: KIB ** 2, GiB: KIB ** 3, TiB: KIB ** 4 };
const SIZE = /^(\d{1,6}(?:\.\d{1,3})?) ?(MiB|GiB|TiB)$/;

/** Less does not even start most agent tools. */
const LEAST_BYTES = 64 * KIB ** 2;

/** A size such as `4GiB`, in bytes. */
export const MemorySize = text('4GiB').transform((size, context) => {
  const [, number = '', unit = ''] = SIZE.exec(size) ?? [];
  const bytes = Math.floor(Number(number) * (UNITS[unit] ?? 0));
  if (bytes >= LEAST_BYTES) return bytes;
  context.addIssue('must be a size of at least 64MiB, such as 512MiB or 4GiB');
  return 0;
});

import { z } from 'zod';

/** A mapping of a profile: as `z.strictObject`, with complaints that name what would be right. */
export function section<S extends z.ZodRawShape>(shape: S) {
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code === 'unrecognized_keys') return unknownKeys(issue.keys, Object.keys(shape));
      if (issue.input === undefined) return 'is missing';
      return `must be a mapping with the keys ${Object.keys(shape).join(', ')}`;
    },
  });
}

/** Text with an example of what it looks like; a number or a boolean there wants quotes. */
export function text(example: string) {
  return z.string({
    error: ({ input }) => {
      if (input === undefined) return `is missing; an example: ${example}`;
      const scalar = typeof input === 'number' || typeof input === 'boolean';
      return scalar ? `must be text: write "${input}", in quotes` : `must be text, for example ${example}`;
    },
  });
}

function unknownKeys(keys: readonly string[], known: readonly string[]): string {
  const named = keys.map((key) => JSON.stringify(key)).join(', ');
  return `unknown ${keys.length === 1 ? 'key' : 'keys'} ${named}; known here: ${known.join(', ')}`;
}

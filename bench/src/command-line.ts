import { join } from 'node:path';
import { parseArgs } from 'node:util';

const RESULTS = join(import.meta.dirname, '../results');

export type Invocation = { figures: string[]; json: string };

/** Which figures are wanted, all when none is named, and where their results go. Throws what is wrong, in words. */
export function readInvocation(args: string[], known: string[], startedAt: Date): Invocation {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: { json: { type: 'string' } },
  });
  const unknown = positionals.find((name) => !known.includes(name));
  if (unknown !== undefined)
    throw new Error(`There is no figure "${unknown}". There are: ${known.join(', ')}.`);
  const stamp = startedAt.toISOString().slice(0, 19).replaceAll(':', '');
  return {
    figures: positionals.length > 0 ? positionals : known,
    json: values.json ?? join(RESULTS, `${stamp}.json`),
  };
}

import { z } from 'zod';
import { expand, type PlaceholderKind, type PlaceholderValues, placeholderFault } from './placeholders.ts';

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
export type JsonObject = { [key: string]: Json };

/** A mapping of JSON values, whose keys and texts may hold these placeholders. */
export const jsonTree = (known: readonly PlaceholderKind[]) =>
  z.record(z.string(), z.json(), 'must be a mapping').superRefine((tree, context) => {
    for (const { path, value } of textsOf(tree)) {
      const fault = placeholderFault(value, known);
      if (fault) context.addIssue({ code: 'custom', path, message: fault });
    }
  });

/** Without the entries that want a value which there is not. */
export function expandTree(object: JsonObject, values: PlaceholderValues): JsonObject {
  const entries = Object.entries(object).map(([key, value]) => [
    expand(key, values),
    expandJson(value, values),
  ]);
  return Object.fromEntries(entries.filter(([key, value]) => key !== undefined && value !== undefined));
}

function expandJson(value: Json, values: PlaceholderValues): Json | undefined {
  if (typeof value === 'string') return expand(value, values);
  if (typeof value !== 'object' || value === null) return value;
  if (!Array.isArray(value)) return expandTree(value, values);
  return value.map((item) => expandJson(item, values)).filter((item) => item !== undefined);
}

/** All keys and texts of a tree, each with the path to it. */
function* textsOf(
  value: Json,
  path: (string | number)[] = [],
): Generator<{ path: (string | number)[]; value: string }> {
  if (typeof value === 'string') yield { path, value };
  if (typeof value !== 'object' || value === null) return;
  for (const [key, child] of Object.entries(value)) {
    const childPath = [...path, Array.isArray(value) ? Number(key) : key];
    yield { path: childPath, value: key };
    yield* textsOf(child, childPath);
  }
}

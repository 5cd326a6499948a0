import type { Json, JsonObject, JsonRule } from '@drover/profiles';

/** Anything at all, in `where`. */
const ANYTHING = '*';

/** What stands under keys such as `tool_input.questions.0.question`. */
export function fieldOf(json: Json, path: string): Json | undefined {
  let value: Json | undefined = json;
  for (const key of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as JsonObject)[key];
  }
  return value;
}

/** More than anybody is shown. What is longer would be walked through at each look at a session. */
const MAX_TEXT = 4_096;

/** The first of these that is there and no empty text, as text: its beginning when it is long. */
export function textOf(json: Json, paths: readonly string[]): string | null {
  for (const path of paths) {
    const value = fieldOf(json, path);
    if (value === undefined || value === null || value === '') continue;
    return (typeof value === 'object' ? JSON.stringify(value) : String(value)).slice(0, MAX_TEXT);
  }
  return null;
}

/** The first rule whose `where` fits. */
export const ruleFor = <R extends JsonRule>(rules: readonly R[], json: Json): R | undefined =>
  rules.find(({ where }) => Object.entries(where).every(([path, words]) => stands(json, path, words)));

function stands(json: Json, path: string, words: readonly string[]): boolean {
  const value = fieldOf(json, path);
  if (value === undefined || value === null) return false;
  return words.includes(ANYTHING) || words.includes(String(value));
}

/** The fields that rules read, and nothing else. */
export function fieldsReadBy(
  rules: readonly JsonRule[],
  more: readonly (string | undefined)[],
  json: Json,
): Json {
  const paths = rules.flatMap(({ where, tool, detail }) => [...Object.keys(where), ...tool, ...detail]);
  const kept: JsonObject = {};
  for (const path of new Set([...paths, ...more])) {
    const value = path === undefined ? undefined : fieldOf(json, path);
    if (path !== undefined && value !== undefined) put(kept, path.split('.'), value);
  }
  return kept;
}

function put(into: JsonObject, [key = '', ...rest]: string[], value: Json): void {
  if (rest.length === 0) {
    define(into, key, value);
    return;
  }
  const next = Object.hasOwn(into, key) ? into[key] : undefined;
  const child: JsonObject = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {};
  define(into, key, child);
  put(child, rest, value);
}

/** A key such as `__proto__` is one like any other. */
const define = (object: JsonObject, key: string, value: Json) =>
  Object.defineProperty(object, key, { value, enumerable: true, writable: true, configurable: true });

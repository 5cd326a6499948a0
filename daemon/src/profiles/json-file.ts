import type { Json, JsonObject } from '@drover/profiles';
import { applyEdits, findNodeAtLocation, type JSONPath, modify, type Node, parseTree } from 'jsonc-parser';

const FORMAT = { tabSize: 2, insertSpaces: true, eol: '\n' };

/**
 * Adds what is absent to the text of a JSON file (comments allowed); of the rest, at most white space changes.
 * Mappings are walked into; a key that is there keeps its value, whatever it is.
 * Throws when the text is not a JSON object.
 */
export function addAbsent(text: string, add: JsonObject): string {
  let result = text.trim() === '' ? '{}\n' : text;
  for (const { path, value } of leavesOf(add)) {
    if (isFree(parseObject(result), path)) {
      result = applyEdits(result, modify(result, path, value, { formattingOptions: FORMAT }));
    }
  }
  return result;
}

/** Throws when the text is not a JSON object. */
export function hasTopLevelKey(text: string, key: string): boolean {
  return text.trim() !== '' && findNodeAtLocation(parseObject(text), [key]) !== undefined;
}

function parseObject(text: string): Node {
  const errors: unknown[] = [];
  const root = parseTree(text, errors as [], { allowTrailingComma: true });
  if (errors.length > 0 || root?.type !== 'object') throw new Error('it does not hold a JSON object');
  return root;
}

/** Whether nothing is at `path`, and all that is on the way to it are mappings or absent. */
function isFree(root: Node, path: JSONPath): boolean {
  if (findNodeAtLocation(root, path)) return false;
  return path.every((_step, depth) => {
    const parent = findNodeAtLocation(root, path.slice(0, depth));
    return parent === undefined || parent.type === 'object';
  });
}

function* leavesOf(object: JsonObject, path: string[] = []): Generator<{ path: string[]; value: Json }> {
  for (const [key, value] of Object.entries(object)) {
    const isMapping = typeof value === 'object' && value !== null && !Array.isArray(value);
    if (isMapping) yield* leavesOf(value, [...path, key]);
    else yield { path: [...path, key], value };
  }
}

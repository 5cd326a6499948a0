import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats } from 'node:fs';
import { isMap, isNode, LineCounter, parseDocument } from 'yaml';

/** Far more than a profile needs; a larger file is a mistake. */
const MAX_FILE_BYTES = 256 * 1024;

/** Few, so that aliases of aliases cannot grow without bound. */
const MAX_ALIASES = 20;

/** A path into the value: keys and indices. */
export type YamlPath = readonly (string | number)[];

export type YamlFile =
  | { value: unknown; lineOf: (path: YamlPath) => number | null }
  | { complaints: { line: number | null; message: string }[] };

/** Reads one YAML 1.2 document of the core schema, strictly. Throws only what the file system throws. */
export function readYamlFile(path: string, acceptStats: (stats: Stats) => string | null): YamlFile {
  const descriptor = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = fstatSync(descriptor);
    const fault = sizeFault(stats) ?? acceptStats(stats);
    return fault ? refused(fault) : parseYaml(readFileSync(descriptor));
  } finally {
    closeSync(descriptor);
  }
}

function sizeFault(stats: Stats): string | null {
  if (!stats.isFile()) return 'is not a file';
  return stats.size > MAX_FILE_BYTES ? `is larger than ${MAX_FILE_BYTES / 1024} kB` : null;
}

function parseYaml(bytes: Buffer): YamlFile {
  const text = decode(bytes);
  if (text === null) return refused('is not UTF-8 text');
  if (text.startsWith('\uFEFF')) return refused('begins with a byte order mark; save it without one');
  const lines = new LineCounter();
  const options = {
    lineCounter: lines,
    prettyErrors: false,
    resolveKnownTags: false,
    schema: 'core',
  } as const;
  const document = parseDocument(text, options);
  const problems = [...document.errors, ...document.warnings];
  if (problems.length > 0) {
    return {
      complaints: problems.map(({ message, pos }) => ({ line: lines.linePos(pos[0]).line, message })),
    };
  }
  try {
    return {
      value: document.toJS({ maxAliasCount: MAX_ALIASES }),
      lineOf: (path) => lineOf(document.contents, path, lines),
    };
  } catch (error) {
    return refused(
      error instanceof ReferenceError ? 'uses too many aliases; write the values out' : String(error),
    );
  }
}

const refused = (message: string): YamlFile => ({ complaints: [{ line: null, message }] });

function decode(bytes: Buffer): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** The line of the deepest part of `path` that exists: of its key in a mapping, of the item in a list. */
function lineOf(root: unknown, path: YamlPath, lines: LineCounter): number | null {
  let node = root;
  let offset = isNode(root) ? root.range?.[0] : undefined;
  for (const step of path) {
    const key = isMap(node) ? node.items.find((pair) => keyText(pair.key) === String(step))?.key : undefined;
    const child: unknown = isNode(node) && 'get' in node ? node.get(step, true) : undefined;
    const found = isNode(key) ? key : child;
    if (!isNode(found)) break;
    offset = found.range?.[0] ?? offset;
    node = child;
  }
  return offset === undefined ? null : lines.linePos(offset).line;
}

const keyText = (key: unknown): string | null => (isNode(key) && 'value' in key ? String(key.value) : null);

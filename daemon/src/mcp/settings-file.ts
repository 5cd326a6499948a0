import { constants } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { type ParseError, parse as parseJsonc } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';

/** Larger ones are not read: Claude Code's own file grows to some hundred kilobytes. */
const MAX_BYTES = 4 * 1024 * 1024;

/** These parsers take their time, and the event loop waits for them. */
const MAX_SLOW_BYTES = 512 * 1024;

/** Changes whenever the file does; null when there is none. */
export async function stampOf(path: string): Promise<string | null> {
  const stats = await stat(path, { bigint: true }).catch(() => undefined);
  return stats?.isFile() ? `${stats.ino} ${stats.size} ${stats.mtimeNs}` : null;
}

/** What a settings file holds; undefined when it is not there, or not what it should be. */
export async function readSettings(path: string, format: 'json' | 'toml'): Promise<unknown> {
  const text = await readText(path);
  if (text === undefined) return undefined;
  return format === 'toml' ? tomlOf(text) : jsonOf(text);
}

/** Links are followed, as the tool does. */
async function readText(path: string): Promise<string | undefined> {
  const file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK).catch(() => undefined);
  if (!file) return undefined;
  try {
    const stats = await file.stat();
    return stats.isFile() && stats.size <= MAX_BYTES ? await file.readFile('utf8') : undefined;
  } catch {
    return undefined;
  } finally {
    await file.close();
  }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text.length <= MAX_SLOW_BYTES ? commentedJsonOf(text) : undefined;
  }
}

function commentedJsonOf(text: string): unknown {
  const errors: ParseError[] = [];
  const value: unknown = parseJsonc(text, errors, { allowTrailingComma: true });
  return errors.length === 0 ? value : undefined;
}

function tomlOf(text: string): unknown {
  try {
    return text.length <= MAX_SLOW_BYTES ? parseToml(text) : undefined;
  } catch {
    return undefined;
  }
}

import { isAbsolute } from 'node:path';
import { displayText, type ShellState } from '@drover/protocol';
import type { Mark } from '../terminal/marks.ts';

const MAX_COMMAND = 1_000;
const MAX_PATH = 4_096;

export const SILENT_SHELL: ShellState = { directory: null, command: null, startedAt: null, ended: null };

/**
 * The state of a shell after a mark. `now` in milliseconds. Marks are OSC 7 (a `file:` URL) and OSC 133 (`A` a prompt
 * begins, `C` a command, `D` it ends; semantic prompts by Per Bothner, with kitty's `cmdline_url`). Others change nothing.
 */
export function afterMark(state: ShellState, mark: Mark, now: number): ShellState {
  if (mark.osc === 7) return { ...state, directory: directoryOf(mark.data) ?? state.directory };
  const [kind = '', ...fields] = mark.data.split(';');
  switch (kind) {
    case 'C':
      return { ...state, command: commandOf(fields), startedAt: now, ended: null };
    case 'D':
      return ended(state, exitCodeOf(fields[0]), now);
    case 'A':
      return ended(state, null, now);
    default:
      return state;
  }
}

/** What has ended before, or never began, does not end. */
function ended(state: ShellState, exitCode: number | null, now: number): ShellState {
  if (state.startedAt === null || state.ended) return state;
  return { ...state, ended: { exitCode, durationMs: Math.max(0, now - state.startedAt) } };
}

const exitCodeOf = (text = ''): number | null => (/^\d{1,3}$/.test(text) ? Number(text) : null);

function commandOf(fields: readonly string[]): string | null {
  const url = fields.find((field) => field.startsWith('cmdline_url='))?.slice('cmdline_url='.length);
  const line = url === undefined ? undefined : decoded(url);
  return line ? displayText(line.replace(/\s+/g, ' ').trim(), MAX_COMMAND) || null : null;
}

function directoryOf(url: string): string | null {
  const path = /^file:\/\/[^/]*(?<path>\/.*)$/s.exec(url)?.groups?.path;
  const directory = path === undefined ? undefined : decoded(path);
  return directory && isAbsolute(directory) && directory.length <= MAX_PATH ? directory : null;
}

/** Undefined for what is no text when its escapes are read. */
function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

import { fstatSync, mkdirSync, openSync, readFileSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';

const MAX_BYTES = 10 * 1024 * 1024;

/** A log opened for appending, and where this run's lines begin in it. */
export interface OpenLog {
  fd: number;
  start: number;
}

/** Opens a log; one that has grown large becomes `<name>.1`, replacing the one before. */
export function openLog(file: string, maxBytes = MAX_BYTES): OpenLog {
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  if (size > maxBytes) renameSync(file, `${file}.1`);
  const fd = openSync(file, 'a', 0o600);
  return { fd, start: fstatSync(fd).size };
}

/** The last lines written since `start`. */
export function logTail(file: string, start: number, lines = 10): string {
  const text = readFileSync(file).subarray(start).toString('utf8').trimEnd();
  return text.split('\n').slice(-lines).join('\n');
}

/** Of Pino. */
const WARN = 40;

/** The last warning or error of this part, among lines of JSON as hub and daemon log them. */
export function lastComplaint(lines: string, part: string): string | undefined {
  return lines
    .split('\n')
    .map((line) => complaintIn(line, part))
    .findLast(Boolean);
}

function complaintIn(line: string, part: string): string | undefined {
  try {
    const said = JSON.parse(line);
    return said.level >= WARN && said.part === part ? String(said.msg) : undefined;
  } catch {
    return undefined; // a trace of Node, or half a line
  }
}

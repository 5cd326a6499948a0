import { writeSync } from 'node:fs';
import { type Logger, pino } from 'pino';
import type { LogLevel } from '../config/config.ts';
import { withoutValues } from '../db/storage-errors.ts';

export type { Logger };

const SECRETS = [
  'authorization',
  'cookie',
  'host_token',
  'password',
  'passwordHash',
  'secret',
  'token',
  'tokenHash',
];

/** What JSON leaves as it is and a terminal obeys or is misled by: C1 controls, line ends, turns of direction. */
const UNSAFE = /[\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/** JSON lines on stdout. Each subsystem logs through its own child: `log.child({ part: 'rest' })`. */
export function createLogger(level: LogLevel): Logger {
  const redact = SECRETS.flatMap((name) => [name, `*.${name}`, `*.*.${name}`]);
  const serializers = { err: describeError };
  const timestamp = pino.stdTimeFunctions.isoTime;
  return pino({ level, base: null, timestamp, redact, serializers }, { write: writeLine });
}

/**
 * A line that cannot be written, because the disk is full or nobody reads any more, is lost. Pino's own stream would
 * end the program for it, or try for ever to write it before the program may end.
 */
function writeLine(line: string): void {
  try {
    writeSync(1, line.replace(UNSAFE, escaped));
  } catch {
    // There is no other place to say it.
  }
}

const describeError = (error: unknown) =>
  error instanceof Error ? pino.stdSerializers.err(withoutValues(error)) : error;

const escaped = (char: string) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`;

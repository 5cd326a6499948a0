import { writeSync } from 'node:fs';
import { type Logger, pino } from 'pino';
import type { LogLevel } from '../config/config.ts';

export type { Logger };

/** JSON lines on stdout. Each subsystem logs through its own child: `log.child({ part: 'rest' })`. */
export function createLogger(level: LogLevel): Logger {
  return pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime }, { write: writeLine });
}

/**
 * A line that cannot be written, because the disk is full or nobody reads any more, is lost. Pino's own stream would
 * end the program for it, or try for ever to write it before the program may end.
 */
function writeLine(line: string): void {
  try {
    writeSync(1, line);
  } catch {
    // There is no other place to say it.
  }
}

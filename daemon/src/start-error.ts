import { printable } from '@drover/protocol';

/** Exit codes of `sysexits.h`. */
export const ExitCode = { usage: 64, unavailable: 69, cannotCreate: 73, ioError: 74, config: 78 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Why the daemon cannot start: one line for the person who started it, and the exit code for its supervisor. */
export class StartError extends Error {
  override readonly name: string = 'StartError';
  readonly exitCode: ExitCode;

  constructor(exitCode: ExitCode, message: string) {
    super(printable(message));
    this.exitCode = exitCode;
  }
}

/** What is wrong with a flag. */
export class UsageError extends StartError {
  override readonly name = 'UsageError';

  constructor(message: string) {
    super(ExitCode.usage, message);
  }
}

import { printable } from '@drover/protocol';

/** Exit codes of `sysexits.h`. */
export const ExitCode = { usage: 64, unavailable: 69, cannotCreate: 73, config: 78 } as const;
export type ExitCode = (typeof ExitCode)[keyof typeof ExitCode];

/** Why the hub cannot start: words for the person who started it, and the exit code for its supervisor. */
export class StartError extends Error {
  override readonly name = 'StartError';
  readonly exitCode: ExitCode;

  /** `ways`: what the person may do, a line each, where that is more than `message` can say. */
  constructor(exitCode: ExitCode, message: string, ways: string[] = []) {
    super([message, ...ways.map((way) => `  ${way}`)].map(printable).join('\n'));
    this.exitCode = exitCode;
  }
}

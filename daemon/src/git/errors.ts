import { DroverError, printable } from '@drover/protocol';

/** Git was run and failed: `message` has its own words. */
export class GitError extends DroverError {
  readonly exitCode: number | null;
  readonly stderr: string;

  constructor(exitCode: number | null, stderr: string) {
    super('internal', `Git could not do this: ${complaint(stderr) || `it ended with ${exitCode}`}`);
    this.exitCode = exitCode;
    this.stderr = stderr;
  }
}

export const noRepository = () =>
  new DroverError('not_a_repository', 'This directory lies in no git repository.');

export const noGit = () =>
  new DroverError(
    'not_found',
    "Git is not found on this host; install it, or put it into the PATH of the host's daemon.",
  );

export const tookTooLong = (timeoutMs: number) =>
  new DroverError('timeout', `Git had not finished after ${timeoutMs / 1_000} seconds, and was stopped.`);

export const saidTooMuch = () =>
  new DroverError('payload_too_large', 'Git has more to say of this repository than Drover takes in.');

export const unusableConfiguration = () =>
  new DroverError(
    'forbidden',
    "This repository's git configuration names more drivers than can be switched off, or such that are no text.",
  );

/** What a failed git has meant. */
export function failure(exitCode: number | null, stderr: string): DroverError {
  if (stderr.includes('dubious ownership')) {
    return new DroverError(
      'forbidden',
      'Git does not trust this repository, as it belongs to somebody else; to trust it, run there, as the user of ' +
        'the daemon: git config --global --add safe.directory "$PWD"',
    );
  }
  if (/not a git repository/i.test(stderr)) return noRepository();
  return new GitError(exitCode, stderr);
}

/** Longest complaint that is told on. */
const MAX_COMPLAINT = 300;

/** The first line in which git says what was wrong. */
function complaint(stderr: string): string {
  const lines = stderr.split('\n');
  const line = lines.find((each) => /^(?:fatal|error): /.test(each)) ?? lines[0] ?? '';
  return printable(line.replace(/^(?:fatal|error): /, '').slice(0, MAX_COMPLAINT));
}

import { type Command, CommanderError } from 'commander';
import { ExitCode, StartError } from './start-error.ts';

/** Flags by which people hand over secrets to other programs. */
const SECRET_FLAG = /^--(token|password|secret)(=|$)/;

/** The command as parsed from what follows its name; null when only help was asked for. Throws `StartError` (64). */
export function parseCommand(command: Command, argv: string[]): Command | null {
  refuseSecrets(argv);
  try {
    return command
      .allowExcessArguments(false)
      .configureOutput({ writeErr: () => {} })
      .exitOverride()
      .parse(argv, { from: 'user' });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return null;
    // Commander would repeat them, and one may be a secret.
    if (error.code === 'commander.excessArguments') throw usageError('too many arguments');
    throw usageError(error.message.replace(/^error: /, ''));
  }
}

export const usageError = (message: string) => new StartError(ExitCode.usage, `${message} (see --help)`);

/** Everybody on the machine sees command lines, and shells keep them. */
function refuseSecrets(argv: string[]): void {
  if (!argv.some((word) => SECRET_FLAG.test(word))) return;
  throw usageError('a secret does not belong on the command line; use --local-host-token-file or stdin');
}

import { STALLED_VIEWER_MS } from '@drover/protocol';
import { Command, CommanderError, Option } from 'commander';
import { UsageError } from './start-error.ts';

/** The command line as it was given; what a flag means is `config.ts`'s. */
export type Flags = {
  stateDir?: string;
  hubUrl?: string;
  insecureLan?: true;
  tokenFile?: string;
  token?: unknown;
  policy?: string;
  projectsRoot: string[];
  profilesDir?: string;
  keepEndedDays: number;
  keepEndedGib: number;
  metricsPort?: number;
  endSessionsOnStop?: true;
  logLevel: string;
  stalledViewerMs: number;
  endAll?: true;
};

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

/** Throws `UsageError`; undefined when only help was asked for. */
export function parseFlags(args: readonly string[]): Flags | undefined {
  try {
    return daemonCommand().parse(args, { from: 'user' }).opts<Flags>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    throw new UsageError(oneLine(error.message));
  }
}

const daemonCommand = () =>
  new Command('drover-daemon')
    .description('Runs the agents of this machine for a Drover hub.')
    .option('--hub-url <url>', 'address of the hub')
    .option('--insecure-lan', 'allow an http address that is not on this machine')
    .option('--token-file <file>', "file with this host's token; - reads standard input")
    .addOption(new Option('--token [token]').hideHelp())
    .option(
      '--state-dir <dir>',
      'folder for sessions and their output (default: drover/daemon in the XDG data home)',
    )
    .option('--policy <file>', "this machine's policy (default: drover/policy.yaml in the XDG config home)")
    .addOption(
      new Option('--projects-root <dir>', 'folder in which sessions may start; repeatable')
        .argParser(collect)
        .default([], 'home'),
    )
    .option(
      '--profiles-dir <dir>',
      'folder with the profiles (default: those of Drover, and drover/profiles in the XDG config home)',
    )
    .option(
      '--keep-ended-days <number>',
      'days for which ended sessions are kept',
      numberUpTo('--keep-ended-days', 36_500),
      30,
    )
    .option(
      '--keep-ended-gib <number>',
      'GiB of ended sessions that are kept',
      numberUpTo('--keep-ended-gib', 1_000_000),
      10,
    )
    .option('--metrics-port <port>', 'serve Prometheus metrics on 127.0.0.1', portOf('--metrics-port'))
    .option(
      '--end-sessions-on-stop',
      'end all sessions when this daemon is stopped, where they could not outlive it: in a container',
    )
    .addOption(
      new Option('--log-level <level>', 'least serious lines to log').choices(LOG_LEVELS).default('info'),
    )
    .addOption(
      new Option('--stalled-viewer-ms <number>')
        .argParser(numberUpTo('--stalled-viewer-ms', 9_999_999))
        .default(STALLED_VIEWER_MS)
        .hideHelp(),
    )
    .option('--end-all', 'end every session of this state folder, then exit')
    .addHelpText(
      'after',
      '\nCommands:\n  install [--print] <options>  make it a service of this user that runs with these options\n  uninstall                    remove that service; sessions go on\n',
    )
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });

const collect = (text: string, all: string[] = []): string[] => [...all, text];

function numberUpTo(flag: string, most: number): (text: string) => number {
  return (text) => {
    if (/^\d{1,8}$/.test(text) && Number(text) > 0 && Number(text) <= most) return Number(text);
    throw new UsageError(`${flag} must be a whole number from 1 to ${most}`);
  };
}

function portOf(flag: string): (text: string) => number {
  return (text) => {
    if (/^\d{1,5}$/.test(text) && Number(text) > 0 && Number(text) <= 65_535) return Number(text);
    throw new UsageError(`${flag} must be a port from 1 to 65535`);
  };
}

/** Commander puts what it guesses on a line of its own. */
const oneLine = (message: string): string => message.replace(/^error: /, '').replace('\n(Did', ' (Did');

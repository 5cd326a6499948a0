import { readFileSync, realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { SHIPPED_PROFILES } from '@drover/profiles';
import { STALLED_VIEWER_MS } from '@drover/protocol';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';

/** Exit codes of sysexits.h. */
export const EXIT_USAGE = 64;

export type DaemonConfig = {
  stateDir: string;
  hubUrl: string;
  token: string;
  /** Resolved directories in which sessions may start. */
  roots: string[];
  profilesDir: string;
  logLevel: string;
  stalledViewerMs: number;
};

export type Invocation = { kind: 'run'; config: DaemonConfig } | { kind: 'end-all'; stateDir: string };

/** What is wrong with a flag, in one line. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** Reads the command line. Throws `UsageError`; exits by itself only for `--help`. */
export function readInvocation(args: readonly string[], env: NodeJS.ProcessEnv): Invocation {
  const options = parse(args);
  const stateDir = resolve(options.stateDir ?? defaultStateDir(env));
  if (options.endAll) return { kind: 'end-all', stateDir };
  if (!options.hubUrl)
    throw new UsageError('--hub-url is missing; give the address of the hub, such as http://127.0.0.1:8000');
  if (!options.tokenFile)
    throw new UsageError("--token-file is missing; give the file with this host's token");
  return {
    kind: 'run',
    config: {
      stateDir,
      hubUrl: options.hubUrl,
      token: readToken(options.tokenFile),
      roots: options.projectsRoot ?? [realpathSync(homedir())],
      profilesDir: resolve(options.profilesDir),
      logLevel: options.logLevel,
      stalledViewerMs: options.stalledViewerMs,
    },
  };
}

type Options = {
  stateDir?: string;
  hubUrl?: string;
  tokenFile?: string;
  projectsRoot?: string[];
  profilesDir: string;
  logLevel: string;
  stalledViewerMs: number;
  endAll?: true;
};

const LOG_LEVELS = ['trace', 'debug', 'info', 'warn', 'error', 'silent'];

function parse(args: readonly string[]): Options {
  const program = new Command('drover-daemon')
    .description('Runs the agents of this machine for a Drover hub.')
    .option(
      '--state-dir <dir>',
      'folder for sessions and their output (default: drover/daemon in the XDG data home)',
    )
    .option('--hub-url <url>', 'address of the hub', parseHubUrl)
    .option('--token-file <file>', "file with this host's token")
    .option(
      '--projects-root <dir>',
      'folder in which sessions may start; repeatable (default: home)',
      collectRoot,
      [],
    )
    .option('--profiles-dir <dir>', 'folder with the profiles', SHIPPED_PROFILES)
    .option('--log-level <level>', LOG_LEVELS.join(', '), parseLogLevel, 'info')
    .addOption(
      new Option('--stalled-viewer-ms <number>')
        .argParser(parseMilliseconds)
        .default(STALLED_VIEWER_MS)
        .hideHelp(),
    )
    .option('--end-all', 'end every session of this state folder, then exit')
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ writeErr: () => {} });
  try {
    return program.parse(args, { from: 'user' }).opts<Options>();
  } catch (error) {
    if (error instanceof CommanderError && error.exitCode === 0) process.exit(0);
    throw new UsageError(error instanceof Error ? error.message.replace(/^error: /, '') : String(error));
  }
}

function parseHubUrl(text: string): string {
  const url = URL.parse(text);
  if (!url || !['http:', 'https:'].includes(url.protocol)) {
    throw new InvalidArgumentError('It must be an http or https address, such as http://127.0.0.1:8000.');
  }
  if (url.username || url.password)
    throw new InvalidArgumentError('It must not carry a name or password; use --token-file.');
  if (url.pathname !== '/' || url.search || url.hash)
    throw new InvalidArgumentError('It must end after the port.');
  return url.origin;
}

function collectRoot(text: string, roots: string[] = []): string[] {
  try {
    const path = realpathSync(text);
    if (statSync(path).isDirectory()) return [...roots, path];
  } catch {
    throw new InvalidArgumentError('There is no such directory.');
  }
  throw new InvalidArgumentError('It must be a directory.');
}

function parseLogLevel(text: string): string {
  if (LOG_LEVELS.includes(text)) return text;
  throw new InvalidArgumentError(`It must be one of ${LOG_LEVELS.join(', ')}.`);
}

function parseMilliseconds(text: string): number {
  if (/^[1-9]\d{0,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a number of milliseconds.');
}

function readToken(file: string): string {
  let token: string;
  try {
    token = readFileSync(file, 'utf8').trim();
  } catch {
    throw new UsageError(`--token-file cannot be read: ${file}`);
  }
  if (token.length < 16)
    throw new UsageError(`--token-file must hold a token of at least 16 characters: ${file}`);
  return token;
}

const defaultStateDir = (env: NodeJS.ProcessEnv): string =>
  join(env.XDG_DATA_HOME || join(homedir(), '.local/share'), 'drover', 'daemon');

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { DEFAULT_RATES, DEFAULT_TIMINGS, type HubConfig, LOG_LEVELS, type LogLevel } from './config.ts';
import { ExitCode, StartError } from './start-error.ts';

type Flags = {
  dataDir: string;
  port: number;
  bind: string;
  webDir?: string;
  publicUrl?: string;
  localHostName?: string;
  localHostTokenFile?: string;
  logLevel: LogLevel;
  pingIntervalMs: number;
  pingTimeoutMs: number;
};

const MIN_TOKEN_LENGTH = 16;

/**
 * The configuration of a process. `argv` is what follows the program's name.
 * Throws `StartError` (64) naming what was wrong; returns null when only help was asked for.
 */
export function configFromCommandLine(argv: string[], env: NodeJS.ProcessEnv): HubConfig | null {
  const flags = parseFlags(argv, env);
  if (!flags) return null;
  return {
    dataDir: path.resolve(flags.dataDir),
    port: flags.port,
    bind: flags.bind,
    webDir: flags.webDir === undefined ? null : path.resolve(flags.webDir),
    publicUrl: flags.publicUrl ?? null,
    localHost: localHostOf(flags),
    logLevel: flags.logLevel,
    timings: { ...DEFAULT_TIMINGS, pingInterval: flags.pingIntervalMs, pingTimeout: flags.pingTimeoutMs },
    rates: DEFAULT_RATES,
    clock: Date.now,
  };
}

function parseFlags(argv: string[], env: NodeJS.ProcessEnv): Flags | null {
  const command = describeFlags(env);
  try {
    return command.parse(argv, { from: 'user' }).opts<Flags>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return null;
    throw usageError(error.message.replace(/^error: /, ''));
  }
}

function describeFlags(env: NodeJS.ProcessEnv): Command {
  const publicUrl = new Option(
    '--public-url <url>',
    'URL under which people reach this hub (env: PUBLIC_URL)',
  );
  if (env.PUBLIC_URL) publicUrl.default(publicUrlFromEnv(env.PUBLIC_URL));
  return new Command('drover-hub')
    .description('The central server of Drover: API, relay, database and dashboard.')
    .requiredOption('--data-dir <dir>', 'where the hub keeps its database')
    .option('--port <number>', 'port to listen on, 0 for any free one', parsePort, 8_000)
    .option('--bind <address>', 'address to listen on', '127.0.0.1')
    .option('--web-dir <dir>', 'the built dashboard')
    .addOption(publicUrl.argParser(parsePublicUrl))
    .option('--local-host-name <name>', 'register the daemon of this machine under this name')
    .option('--local-host-token-file <path>', 'file with the token of that daemon')
    .addOption(
      new Option('--log-level <level>', 'least serious lines to log').choices(LOG_LEVELS).default('info'),
    )
    .addOption(hiddenMilliseconds('--ping-interval-ms', DEFAULT_TIMINGS.pingInterval))
    .addOption(hiddenMilliseconds('--ping-timeout-ms', DEFAULT_TIMINGS.pingTimeout))
    .allowExcessArguments(false)
    .configureOutput({ writeErr: () => {} })
    .exitOverride();
}

const hiddenMilliseconds = (flag: string, defaultValue: number) =>
  new Option(`${flag} <number>`).argParser(parseMilliseconds).default(defaultValue).hideHelp();

function parsePort(text: string): number {
  const port = Number(text);
  if (!/^\d{1,5}$/.test(text) || port > 65_535) throw new InvalidArgumentError('must be 0 to 65535.');
  return port;
}

function parseMilliseconds(text: string): number {
  if (!/^[1-9]\d{0,6}$/.test(text)) throw new InvalidArgumentError('must be a number of milliseconds.');
  return Number(text);
}

function parsePublicUrl(text: string): string {
  const url = URL.parse(text);
  const isOrigin = url && ['http:', 'https:'].includes(url.protocol) && url.href === `${url.origin}/`;
  if (!isOrigin) {
    throw new InvalidArgumentError(
      'must be an http or https URL without path, such as https://drover.example.',
    );
  }
  return url.origin;
}

function publicUrlFromEnv(text: string): string {
  try {
    return parsePublicUrl(text);
  } catch (error) {
    throw usageError(`PUBLIC_URL '${text}' is invalid. ${error instanceof Error ? error.message : ''}`);
  }
}

function localHostOf(flags: Flags): HubConfig['localHost'] {
  const { localHostName: name, localHostTokenFile: file } = flags;
  if (name === undefined && file === undefined) return null;
  if (name === undefined || file === undefined) {
    throw usageError('--local-host-name and --local-host-token-file must be given together');
  }
  const token = readToken(file);
  if (token.length < MIN_TOKEN_LENGTH) {
    throw usageError(
      `--local-host-token-file '${file}' must hold a token of ${MIN_TOKEN_LENGTH} characters or more`,
    );
  }
  return { name, token };
}

function readToken(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch {
    throw usageError(
      `--local-host-token-file '${file}' cannot be read; it must be a readable file with a token`,
    );
  }
}

const usageError = (message: string) => new StartError(ExitCode.usage, `${message} (see --help)`);

import { homedir } from 'node:os';
import path from 'node:path';
import { Command, Option } from 'commander';
import { DEFAULT_TIMINGS, DEFAULT_UPKEEP, LOG_LEVELS, type LogLevel } from './config.ts';
import {
  addHostsAndPorts,
  parseCount,
  parseMilliseconds,
  parseOrigin,
  parsePort,
  parseProxies,
  parseUrl,
} from './parse-flag.ts';
import { usageError } from './usage-error.ts';

export type Flags = {
  dataDir: string;
  port: number;
  bind: string;
  webDir?: string;
  publicUrl?: string;
  alsoReachedAs?: string[];
  tlsCert?: string;
  tlsKey?: string;
  trustedProxies?: string[];
  insecureLan?: true;
  publishedOnLoopback?: true;
  localHostName?: string;
  localHostTokenFile?: string;
  recover?: true;
  keepBackups: number;
  auditDays: number;
  releaseCheck: boolean;
  releasesUrl?: string;
  logLevel: LogLevel;
  pingIntervalMs: number;
  pingTimeoutMs: number;
};

type Env = NodeJS.ProcessEnv;

export function describeFlags(env: Env): Command {
  const port = new Option('--port <number>', 'port to listen on, 0 for any free one')
    .argParser(parsePort)
    .default(8_000);
  const command = new Command('drover hub')
    .description('The central server of Drover: API, relay, database and dashboard.')
    .addOption(dataDirOption(env))
    .addOption(fromEnv(port, 'DROVER_PORT', env))
    .option('--bind <address>', 'address to listen on', '127.0.0.1')
    .option('--web-dir <dir>', 'the built dashboard');
  addNetworkFlags(command, env);
  addUpkeepFlags(command, env);
  addLocalHostFlags(command, env);
  return command
    .addOption(
      new Option('--log-level <level>', 'least serious lines to log').choices(LOG_LEVELS).default('info'),
    )
    .addOption(hiddenMilliseconds('--ping-interval-ms', DEFAULT_TIMINGS.pingInterval))
    .addOption(hiddenMilliseconds('--ping-timeout-ms', DEFAULT_TIMINGS.pingTimeout))
    .addHelpText(
      'after',
      '\nFor its data: ./drover hub backup, restore, check, set-password, add-admin; each has --help.',
    );
}

/** Of the hub and of the commands for its data. */
export const dataDirOption = (env: Env) =>
  new Option('--data-dir <dir>', 'where the hub keeps its database').default(defaultDataDir(env));

function addNetworkFlags(command: Command, env: Env): void {
  const publicUrl = new Option('--public-url <url>', 'URL under which people reach this hub');
  const proxies = new Option('--trusted-proxies <list>', 'proxies that tell the address of the client');
  const names = new Option('--also-reached-as <host:port>', 'another name by which daemons address this hub');
  command
    .addOption(fromEnv(publicUrl.argParser(parseOrigin), 'PUBLIC_URL', env))
    .addOption(fromEnv(names.argParser(addHostsAndPorts), 'DROVER_ALSO_REACHED_AS', env))
    .option('--tls-cert <file>', 'certificate chain in PEM, to serve https; read again when it changes')
    .option('--tls-key <file>', 'its private key, which only its owner may read')
    .addOption(fromEnv(proxies.argParser(parseProxies), 'DROVER_TRUSTED_PROXIES', env))
    .option('--insecure-lan', 'let other machines in over plain http, on a network you trust')
    .option(
      '--published-on-loopback',
      'the address to listen on is reached over the loopback of this machine only',
    );
}

function addLocalHostFlags(command: Command, env: Env): void {
  const name = new Option('--local-host-name <name>', 'register the daemon of this machine under this name');
  const file = new Option('--local-host-token-file <path>', 'file with the token of that daemon');
  command
    .addOption(fromEnv(name.argParser(String), 'DROVER_LOCAL_HOST_NAME', env))
    .addOption(fromEnv(file.argParser(String), 'DROVER_LOCAL_HOST_TOKEN_FILE', env));
}

function addUpkeepFlags(command: Command, env: Env): void {
  const { backupsKept, auditDays } = DEFAULT_UPKEEP;
  const off = new Option('--no-release-check', 'do not look for newer releases');
  command
    .option('--recover', 'set a damaged database aside and begin with an empty one')
    .option('--keep-backups <number>', 'daily backups to keep', parseCount(1_000), backupsKept)
    .option('--audit-days <number>', 'days for which to keep the audit log', parseCount(36_500), auditDays)
    .addOption(off.default(!env.DROVER_NO_RELEASE_CHECK))
    .option('--releases-url <url>', 'where the newest release is told', parseUrl);
}

function fromEnv(option: Option, name: string, env: Env): Option {
  option.description += ` (env: ${name})`;
  const text = env[name];
  if (!text) return option;
  try {
    return option.default(option.parseArg?.(text, undefined));
  } catch (error) {
    throw usageError(`${name} '${text}' is invalid: it ${error instanceof Error ? error.message : ''}`);
  }
}

const hiddenMilliseconds = (flag: string, defaultValue: number) =>
  new Option(`${flag} <number>`).argParser(parseMilliseconds).default(defaultValue).hideHelp();

/** The same as that of `npm start`. */
function defaultDataDir(env: Env): string {
  const shared = env.XDG_DATA_HOME;
  // The XDG specification says to ignore a relative one.
  const base = shared && path.isAbsolute(shared) ? shared : path.join(homedir(), '.local/share');
  return path.join(base, 'drover', 'hub');
}

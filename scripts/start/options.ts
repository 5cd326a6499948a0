import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { printable } from '../../protocol/src/words.ts';
import { defaultDataDir, isDirectory, resolveTyped } from './folders.ts';
import { EXIT, LaunchError } from './launch-error.ts';

export interface StartOptions {
  port: number;
  dataDir: string;
  /** As they were given; none for what the policy of the machine says, or else the home folder. */
  projectsRoots: string[];
  /** Flags for the hub as it knows them: who else may reach it, and how. */
  hubFlags: string[];
  /** Where the daemon of this machine finds the hub. */
  hubUrl: string;
}

/** Of the hub; it says what is wrong with them. */
interface NetworkOptions {
  bind?: string;
  tlsCert?: string;
  tlsKey?: string;
  trustedProxies?: string;
  insecureLan?: true;
}

export const DEFAULT_PORT = 8000;

/** Addresses to listen on that answer on 127.0.0.1. */
const ANY_OR_LOOPBACK = /^(0\.0\.0\.0|::|127\.0\.0\.1|localhost)$/;

/** The flags of `npm start`; undefined when only help was asked for. */
export function parseStartOptions(
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): StartOptions | undefined {
  const command = commandNamed('npm start --', 'Runs the hub and a daemon for this machine.')
    .option('--port <1-65535>', 'port of the dashboard on this machine', parsePort, DEFAULT_PORT)
    .option('--data-dir <dir>', 'where Drover keeps its data', parseFolder, defaultDataDir())
    .option(
      '--projects-root <dir>',
      'where your repositories are; may be repeated (default: your home)',
      addRoot,
    )
    .option('--bind <address>', 'address to listen on, to let other machines in (default: 127.0.0.1)')
    .option('--tls-cert <file>', 'certificate chain, to serve https; needs PUBLIC_URL', parseFile)
    .option('--tls-key <file>', 'its private key', parseFile)
    .option('--trusted-proxies <list>', 'proxies that tell the address of the client')
    .option('--insecure-lan', 'let other machines in over plain http, on a network you trust');
  const options = parse<OwnOptions & NetworkOptions>(command, args);
  if (!options) return undefined;
  const { port, dataDir, projectsRoot = [], ...network } = options;
  return {
    ...{ port, dataDir, projectsRoots: projectsRoot },
    hubFlags: hubFlags(network),
    hubUrl: hubUrl(port, network, env.PUBLIC_URL),
  };
}

interface OwnOptions {
  port: number;
  dataDir: string;
  projectsRoot?: string[];
}

function hubFlags({ bind, tlsCert, tlsKey, trustedProxies, insecureLan }: NetworkOptions): string[] {
  const flags = {
    '--bind': bind,
    '--tls-cert': tlsCert,
    '--tls-key': tlsKey,
    '--trusted-proxies': trustedProxies,
  };
  const given = Object.entries(flags).flatMap(([flag, value]) => (value === undefined ? [] : [flag, value]));
  return insecureLan ? [...given, '--insecure-lan'] : given;
}

/** A certificate is for the name of the hub, and an address of its own is all that a hub then listens on. */
function hubUrl(port: number, { bind, tlsCert }: NetworkOptions, publicUrl: string | undefined): string {
  const listensOnLoopback = bind === undefined || ANY_OR_LOOPBACK.test(bind);
  if (!tlsCert && listensOnLoopback) return `http://127.0.0.1:${port}`;
  if (tlsCert && /^http:/i.test(publicUrl ?? '')) {
    throw new LaunchError(
      EXIT.usage,
      'With --tls-cert the hub serves https: PUBLIC_URL must begin with https:',
    );
  }
  if (publicUrl) return publicUrl;
  const flag = tlsCert ? '--tls-cert' : '--bind';
  throw new LaunchError(
    EXIT.usage,
    `With this ${flag}, set PUBLIC_URL to the address under which the hub is reached.`,
  );
}

/** The flags of `npm stop`. */
export function parseStopOptions(args: string[]): { dataDir: string } | undefined {
  const command = commandNamed('npm stop --', 'Ends every session and stops Drover.') //
    .option('--data-dir <dir>', 'where Drover keeps its data', parseFolder, defaultDataDir());
  return parse<{ dataDir: string }>(command, args);
}

function commandNamed(name: string, description: string): Command {
  return new Command(name)
    .description(description)
    .allowExcessArguments(false)
    .exitOverride()
    .configureOutput({ outputError: () => {} });
}

function parse<Options extends object>(command: Command, args: string[]): Options | undefined {
  try {
    return command.parse(args, { from: 'user' }).opts<Options>();
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return undefined;
    const said = printable(
      error.message
        .replace(/^error: /, '')
        .replace(/\n\(?/, ' ')
        .replace(/\?\)$/, '?'),
    );
    throw new LaunchError(
      EXIT.usage,
      `${said}\nUsage: ${command.name()} ${command.usage()}; --help lists the flags.`,
    );
  }
}

function parsePort(typed: string): number {
  const port = Number(typed);
  if (/^\d{1,5}$/.test(typed) && port >= 1 && port <= 65_535) return port;
  throw new InvalidArgumentError('A port is a number from 1 to 65535.');
}

function parseFolder(typed: string): string {
  if (typed === '') throw new InvalidArgumentError('Name a folder.');
  return resolveTyped(typed);
}

function parseFile(typed: string): string {
  if (typed === '') throw new InvalidArgumentError('Name a file.');
  return resolveTyped(typed);
}

function addRoot(typed: string, earlier: string[] = []): string[] {
  const folder = parseFolder(typed);
  if (!isDirectory(folder)) throw new InvalidArgumentError('Name a folder that exists.');
  return [...earlier, folder];
}

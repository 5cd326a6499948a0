import { Command, CommanderError, InvalidArgumentError } from 'commander';
import { defaultDataDir, isDirectory, resolveTyped } from './folders.ts';
import { EXIT, LaunchError } from './launch-error.ts';
import { printable } from './text.ts';

export interface StartOptions {
  port: number;
  dataDir: string;
  /** As they were given; none for what the policy of the machine says, or else the home folder. */
  projectsRoots: string[];
}

const DEFAULT_PORT = 8000;

/** The flags of `npm start`; undefined when only help was asked for. */
export function parseStartOptions(args: string[]): StartOptions | undefined {
  const command = commandNamed('npm start --', 'Runs the hub and a daemon for this machine.')
    .option('--port <1-65535>', 'port of the dashboard on this machine', parsePort, DEFAULT_PORT)
    .option('--data-dir <dir>', 'where Drover keeps its data', parseFolder, defaultDataDir())
    .option(
      '--projects-root <dir>',
      'where your repositories are; may be repeated (default: your home)',
      addRoot,
    );
  const options = parse<{ port: number; dataDir: string; projectsRoot?: string[] }>(command, args);
  if (!options) return undefined;
  const { port, dataDir, projectsRoot = [] } = options;
  return { port, dataDir, projectsRoots: projectsRoot };
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

function addRoot(typed: string, earlier: string[] = []): string[] {
  const folder = parseFolder(typed);
  if (!isDirectory(folder)) throw new InvalidArgumentError('Name a folder that exists.');
  return [...earlier, folder];
}

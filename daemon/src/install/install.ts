import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { readInvocation } from '../config.ts';
import { ExitCode, UsageError } from '../start-error.ts';
import { lineByHand } from './by-hand.ts';
import { launchdPlist } from './launchd-plist.ts';
import { environmentOf, SERVICE_NAME, type Service, withAbsolutePaths } from './service.ts';
import { systemd } from './systemd.ts';
import { systemdUnit } from './systemd-unit.ts';

const MAIN = join(import.meta.dirname, '../main.ts');

const HELP = `Usage: ./drover daemon install [--print] <flags of the daemon>

Makes the daemon a systemd service of your user, which starts with the machine and runs with these flags.
The service keeps PATH and NODE_EXTRA_CA_CERTS of the shell in which you type this. Type it again to change a flag.

  --print  shows the unit, and installs nothing
  --help   shows this; the flags of the daemon are in: ./drover daemon --help

Remove the service with: ./drover daemon uninstall
`;

/** What is told to the person, and the exit code. */
export type Outcome = { text: string; exitCode: number };

/**
 * `install [--print] <flags of the daemon>`: makes the daemon a service of this user, which runs also while nobody is
 * logged in. Throws `UsageError` for what the daemon would not take either.
 */
export function install(args: readonly string[], env: NodeJS.ProcessEnv): Outcome {
  if (args.some((arg) => arg === '--help' || arg === '-h')) return { text: HELP, exitCode: 0 };
  const flags = args.filter((arg) => arg !== '--print');
  const service = serviceOf(flags, env);
  const unit = systemdUnit(service, systemd.version);
  if (args.includes('--print')) return { text: unit, exitCode: 0 };
  if (!systemd.isHere) return { text: withoutSystemd(service), exitCode: ExitCode.unavailable };
  const file = systemd.unitFile(env);
  systemd.install(file, unit);
  return { text: told(file, systemd.linger()), exitCode: 0 };
}

/** `uninstall`: the opposite. Sessions, the token and the data stay. */
export function uninstall(args: readonly string[], env: NodeJS.ProcessEnv): Outcome {
  if (args.length > 0) throw new UsageError('uninstall takes no flags');
  const file = systemd.unitFile(env);
  if (!systemd.isHere)
    return { text: 'There is no systemd on this machine.\n', exitCode: ExitCode.unavailable };
  systemd.uninstall(file);
  const text = `Stopped the daemon, and removed ${file}. Sessions go on; \`./drover daemon --end-all\` ends them.\n`;
  return { text, exitCode: 0 };
}

function serviceOf(flags: string[], env: NodeJS.ProcessEnv): Service {
  const invocation = readInvocation(flags, env);
  if (invocation.kind !== 'run')
    throw new UsageError('install takes the flags with which the daemon shall run');
  const absolute = withAbsolutePaths(flags, (path) => {
    if (path === '-') throw new UsageError('a service has no standard input; give --token-file a file');
    return resolve(path);
  });
  return {
    command: [process.execPath, ...process.execArgv, MAIN, ...absolute],
    flags: absolute,
    environment: environmentOf(env, resolve),
  };
}

function told(file: string, lingers: boolean): string {
  const user = userInfo().username;
  return [
    `Wrote ${file}, enabled and started it.`,
    lingers
      ? 'It runs also while you are not logged in (lingering is on).'
      : `It ends when you log out. To let it run on: sudo loginctl enable-linger ${user}`,
    'Agents find programs on the PATH of this shell. Keys for them go into ~/.config/drover/daemon.env, a line each.',
    `See how it does:  systemctl --user status ${SERVICE_NAME}; journalctl --user -u ${SERVICE_NAME} -f`,
    'Upgrade Drover:   git pull, then this command again. Sessions go on meanwhile.',
    '',
  ].join('\n');
}

const withoutSystemd = (service: Service): string =>
  process.platform === 'darwin' ? onMac(service) : onLinux(service);

const onLinux = (service: Service): string =>
  [
    'There is no systemd on this machine, so nothing was installed. Type this, or have it run by your service manager:',
    '',
    lineByHand(service),
    '',
    'Whatever stops it must signal this process alone: sessions go on without it.',
    'The unit that systemd would get: the same command with --print.',
    '',
  ].join('\n');

const onMac = (service: Service): string =>
  [
    'The daemon runs on Linux only, so far, so nothing was installed. On a Mac it would be this, in ~/Library/LaunchAgents/dev.drover.daemon.plist:',
    '',
    launchdPlist(service),
  ].join('\n');

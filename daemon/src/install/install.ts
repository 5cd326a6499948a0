import { userInfo } from 'node:os';
import { join, resolve } from 'node:path';
import { readInvocation } from '../config.ts';
import { ExitCode, UsageError } from '../start-error.ts';
import { launchdPlist } from './launchd-plist.ts';
import { SERVICE_NAME, type Service, withAbsolutePaths } from './service.ts';
import { systemd } from './systemd.ts';
import { systemdUnit } from './systemd-unit.ts';

const MAIN = join(import.meta.dirname, '../main.ts');

/** What is told to the person, and the exit code. */
export type Outcome = { text: string; exitCode: number };

/**
 * `install [--print] <flags of the daemon>`: makes the daemon a service of this user, which runs also while nobody is
 * logged in. Throws `UsageError` for what the daemon would not take either.
 */
export function install(args: readonly string[], env: NodeJS.ProcessEnv): Outcome {
  const flags = args.filter((arg) => arg !== '--print');
  const service = serviceOf(flags, env);
  const unit = systemdUnit(service, systemd.version);
  if (args.includes('--print')) return { text: unit, exitCode: 0 };
  if (!systemd.isHere) return { text: withoutSystemd(service, unit), exitCode: ExitCode.unavailable };
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
  const text = `Stopped the daemon, and removed ${file}. Sessions go on; \`drover daemon --end-all\` ends them.\n`;
  return { text, exitCode: 0 };
}

function serviceOf(flags: string[], env: NodeJS.ProcessEnv): Service {
  const invocation = readInvocation(flags, env);
  if (invocation.kind !== 'run')
    throw new UsageError('install takes the flags with which the daemon shall run');
  const args = withAbsolutePaths(flags, (path) => {
    if (path === '-') throw new UsageError('a service has no standard input; give --token-file a file');
    return resolve(path);
  });
  return { command: [process.execPath, ...process.execArgv, MAIN, ...args], path: env.PATH ?? '' };
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

const withoutSystemd = (service: Service, unit: string): string =>
  [
    'There is no systemd on this machine, so nothing was installed. For one that has it, this is the unit:',
    '',
    unit,
    'On a Mac it would be this, in ~/Library/LaunchAgents/dev.drover.daemon.plist; but the daemon runs on Linux only, so far:',
    '',
    launchdPlist(service),
  ].join('\n');

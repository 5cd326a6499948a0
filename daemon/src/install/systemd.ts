import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { ExitCode, StartError } from '../start-error.ts';
import { SERVICE_NAME } from './service.ts';

const UNIT = `${SERVICE_NAME}.service`;

/** There while systemd is the system's first process (sd_booted(3)). */
const BOOTED = '/run/systemd/system';

/** The systemd of this user. */
export const systemd = {
  get isHere(): boolean {
    return existsSync(BOOTED);
  },

  /** Null when it is not installed. */
  get version(): number | null {
    try {
      return Number(/\d+/.exec(run('systemctl', '--version'))?.[0]);
    } catch {
      return null;
    }
  },

  unitFile: (env: NodeJS.ProcessEnv): string =>
    join(env.XDG_CONFIG_HOME || join(homedir(), '.config'), 'systemd/user', UNIT),

  /** Writes the unit and starts it, also anew. Throws `StartError`. */
  install(file: string, unit: string): void {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, unit, { mode: 0o644 });
    orExplain(() => {
      run('systemctl', '--user', 'daemon-reload');
      run('systemctl', '--user', 'enable', UNIT);
      run('systemctl', '--user', 'restart', UNIT);
    });
  },

  /** Throws `StartError`. */
  uninstall(file: string): void {
    orExplain(() => {
      if (existsSync(file)) run('systemctl', '--user', 'disable', '--now', UNIT);
      rmSync(file, { force: true });
      run('systemctl', '--user', 'daemon-reload');
    });
  },

  /** Lets services of this user run without a login. False when that is not for the user to decide. */
  linger(): boolean {
    try {
      run('loginctl', 'enable-linger');
      return true;
    } catch {
      return false;
    }
  },
};

const run = (file: string, ...args: string[]): string =>
  execFileSync(file, args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });

function orExplain(act: () => void): void {
  try {
    act();
  } catch (error) {
    const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : String(error);
    throw new StartError(
      ExitCode.unavailable,
      `systemd did not do it: ${said}. Over ssh or su, log in as this user directly, or set XDG_RUNTIME_DIR=/run/user/$(id -u)`,
    );
  }
}

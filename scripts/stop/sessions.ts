import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { withoutNpm } from '../start/environment.ts';
import { LaunchError } from '../start/launch-error.ts';
import { daemonMain } from '../start/programs.ts';

/** Ends every session below this state folder; returns how many there were. */
export async function endSessions(stateDir: string): Promise<number> {
  const args = [daemonMain, '--state-dir', stateDir, '--end-all'];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, args, { env: withoutNpm(process.env) });
    const { ended } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as { ended: number };
    return ended;
  } catch (error) {
    const { stderr = '', message } = error as Error & { stderr?: string };
    throw new LaunchError(1, `The sessions could not all be ended: ${stderr.trim() || message}`);
  }
}

import { setTimeout as delay } from 'node:timers/promises';
import { EXIT, LaunchError } from '../start/launch-error.ts';
import { type LockHolder, readHolder } from '../start/lock.ts';
import { processIdentity } from '../start/process-identity.ts';

// The launcher gives its programs 6 s before it kills them.
const WAIT_MS = 15_000;
const POLL_MS = 50;

/** Stops the launcher that holds this lock file, and waits until it is gone. False: there was none. */
export async function stopLauncher(lockFile: string): Promise<boolean> {
  const holder = readHolder(lockFile);
  if (!holder) return false;
  process.kill(holder.pid, 'SIGTERM');
  const deadline = performance.now() + WAIT_MS;
  while (isRunning(holder)) {
    if (performance.now() > deadline) throw stuck(holder);
    await delay(POLL_MS);
  }
  return true;
}

function isRunning({ pid, identity }: LockHolder): boolean {
  return processIdentity(pid) === identity;
}

function stuck({ pid }: LockHolder): LaunchError {
  const text = `Drover (process ${pid}) has not ended within ${WAIT_MS / 1000} s. No session was ended.`;
  return new LaunchError(EXIT.unavailable, `${text} End that process, then run "npm stop" again.`);
}

import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { createRequire } from 'node:module';
import { text } from 'node:stream/consumers';
import { DroverError } from '@drover/protocol';
import type { HolderLaunch, HolderStarted } from '../holder/wire.ts';
import type { SessionDir } from './session-dir.ts';

/** Small heaps and few threads: a holder keeps nothing, and there may be hundreds. */
const NODE_FLAGS = ['--max-semi-space-size=1', '--max-old-space-size=64', '--v8-pool-size=0'];
const ENVIRONMENT = { UV_THREADPOOL_SIZE: '1', MALLOC_ARENA_MAX: '1' };

/** What a program that goes before the holder may need: where it is, and how to reach the user's systemd. */
const PREFIX_VARIABLES = ['PATH', 'XDG_RUNTIME_DIR', 'DBUS_SESSION_BUS_ADDRESS'];

/** The native half of node-pty is found from here; the holder program itself lies in the state folder. */
const NODE_PTY = createRequire(import.meta.url).resolve('node-pty/lib/utils.js');

/**
 * Starts a holder that outlives this process, and settles when its program runs and its socket listens. `program` is
 * the main file that `prepareHolderProgram` made, `prefix` the beginning of a command line that runs the rest somewhere
 * special. Rejects with `spawn_failed`.
 */
export async function startHolder(
  program: string,
  dir: SessionDir,
  launch: Omit<HolderLaunch, 'nodePty'>,
  prefix: readonly string[],
): Promise<void> {
  const log = openSync(dir.log, 'a', 0o600);
  const [file = '', ...args] = [...prefix, process.execPath, ...NODE_FLAGS, program, dir.path];
  const child = spawn(file, args, {
    cwd: dir.path,
    detached: true,
    env: prefix.length > 0 ? { ...ENVIRONMENT, ...prefixEnvironment() } : ENVIRONMENT,
    stdio: ['pipe', 'pipe', log],
  });
  closeSync(log);
  child.unref();
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new DroverError('spawn_failed', "The session's holder got no pipes.");
  stdin.on('error', () => {}); // It died before it read; the answer, or its absence, says so.
  stdin.end(JSON.stringify({ ...launch, nodePty: NODE_PTY } satisfies HolderLaunch));
  const answer = await text(stdout);
  const started: HolderStarted = answer ? JSON.parse(answer) : { ok: false, error: `see ${dir.log}` };
  if (!started.ok)
    throw new DroverError('spawn_failed', `The session's holder did not start: ${started.error}`);
}

const prefixEnvironment = (): Record<string, string> =>
  Object.fromEntries(
    PREFIX_VARIABLES.map((name) => [name, process.env[name] ?? '']).filter(([, value]) => value),
  );

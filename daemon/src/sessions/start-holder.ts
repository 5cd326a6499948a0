import { spawn } from 'node:child_process';
import { closeSync, openSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { DroverError } from '@drover/protocol';
import type { HolderLaunch, HolderStarted } from '../holder/wire.ts';
import type { SessionDir } from './session-dir.ts';

const HOLDER = fileURLToPath(new URL('../holder/main.ts', import.meta.url));

/** Small heaps and few threads: a holder keeps nothing, and there may be hundreds. */
const NODE_FLAGS = [
  '--max-semi-space-size=1',
  '--max-old-space-size=64',
  '--v8-pool-size=0',
  '--disable-warning=ExperimentalWarning',
];

/**
 * Starts a holder that outlives this process, and settles when its program runs and its socket listens.
 * `cacheDir` keeps the compiled code of the holder program. Rejects with `spawn_failed`.
 */
export async function startHolder(dir: SessionDir, launch: HolderLaunch, cacheDir: string): Promise<void> {
  const log = openSync(dir.log, 'a', 0o600);
  const child = spawn(process.execPath, [...NODE_FLAGS, HOLDER, dir.path], {
    cwd: dir.path,
    detached: true,
    env: { NODE_COMPILE_CACHE: cacheDir, UV_THREADPOOL_SIZE: '1' },
    stdio: ['pipe', 'pipe', log],
  });
  closeSync(log);
  child.unref();
  const { stdin, stdout } = child;
  if (!stdin || !stdout) throw new DroverError('spawn_failed', "The session's holder got no pipes.");
  stdin.on('error', () => {}); // It died before it read; the answer, or its absence, says so.
  stdin.end(JSON.stringify(launch));
  const answer = await text(stdout);
  const started: HolderStarted = answer ? JSON.parse(answer) : { ok: false, error: `see ${dir.log}` };
  if (!started.ok)
    throw new DroverError('spawn_failed', `The session's holder did not start: ${started.error}`);
}

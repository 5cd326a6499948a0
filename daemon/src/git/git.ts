import { isUtf8 } from 'node:buffer';
import { dirname } from 'node:path';
import PQueue from 'p-queue';
import { gitEnvironment, type Place } from './environment.ts';
import { failure, noGit, saidTooMuch, tookTooLong, unusableConfiguration } from './errors.ts';
import { repositoryRoot } from './repository-root.ts';
import type { Ended, RunRequest } from './run-request.ts';
import { NotStarted, Runner } from './runner.ts';
import { driverSwitches, SWITCHES, type Switch, tamed } from './switches.ts';

export type GitOptions = {
  /** Written to it. */
  input?: Uint8Array | string;
  /** For this process alone, such as `GIT_INDEX_FILE`. */
  env?: Readonly<Record<string, string>>;
  timeoutMs?: number;
  maxBytes?: number;
  /** Take the beginning of what is longer than `maxBytes`, rather than fail. */
  cut?: boolean;
  /** Exits that are answers and no failures, beside 0. */
  codes?: readonly number[];
  /** Let others go first, for whom somebody waits. */
  background?: boolean;
};

export type GitOutput = {
  stdout: Buffer;
  code: number;
  isCut: boolean;
};

const TIMEOUT_MS = 10_000;
const MAX_BYTES = 16 * 1024 * 1024;

/** Git processes at a time, of all sessions and projects: they compete with the agents for disk and cores. */
const queue = new PQueue({ concurrency: 3 });
const runner = new Runner();

/**
 * Runs git in the repository that a directory lies in, at its root; the one place that does. A repository may be hostile:
 * whatever its configuration, attributes and hooks say, nothing of it is run (see `switches.ts`), its files are where
 * `.git` is, and nothing is fetched. So what needs a filter, such as Git LFS, is taken as it lies on the disk.
 *
 * `args` are the command and its arguments; what comes from outside stands behind `--end-of-options` or `--`. Throws
 * `not_a_repository`, `forbidden` (somebody else's), `timeout`, `payload_too_large`, `not_found` (no git here), and
 * `GitError` with git's words for any other failure.
 */
export async function git(
  directory: string,
  args: readonly string[],
  options: GitOptions = {},
): Promise<GitOutput> {
  const root = await repositoryRoot(directory);
  const place = { root, above: dirname(root) };
  return queue.add(() => runAt(place, args, options), { priority: options.background ? 0 : 1 });
}

async function runAt(place: Place, args: readonly string[], options: GitOptions): Promise<GitOutput> {
  const { input = '', timeoutMs = TIMEOUT_MS, maxBytes = MAX_BYTES, cut = false, codes = [] } = options;
  const switches = [...SWITCHES, ...(await driversOff(place))];
  const env = { ...gitEnvironment(place, switches, process.env), ...options.env };
  const { stdout, stderr, code, isCut, isLate } = await runGit({
    args: tamed(args),
    cwd: place.root,
    ...{ env, input, timeoutMs, maxBytes },
  });
  if (isLate) throw tookTooLong(timeoutMs);
  if (isCut && cut) return { stdout, code: 0, isCut };
  if (isCut) throw saidTooMuch();
  if (code !== 0 && !codes.includes(code ?? -1)) throw failure(code, stderr);
  return { stdout, code: code ?? 0, isCut };
}

/** Of a list of keys. */
const MAX_CONFIG_BYTES = 1024 * 1024;

/** Asked anew each time, as an agent may add a driver at any moment. Listing a configuration runs nothing. */
async function driversOff(place: Place): Promise<Switch[]> {
  const { stdout, stderr, code, isCut, isLate } = await runGit({
    args: ['config', '--list', '--includes', '--name-only', '-z'],
    cwd: place.root,
    env: gitEnvironment(place, SWITCHES, process.env),
    input: '',
    timeoutMs: TIMEOUT_MS,
    maxBytes: MAX_CONFIG_BYTES,
  });
  if (isLate) throw tookTooLong(TIMEOUT_MS);
  if (isCut || !isUtf8(stdout)) throw unusableConfiguration(); // what is no text could not be named in a variable
  if (code !== 0) throw failure(code, stderr);
  return driverSwitches(stdout.toString().split('\0'));
}

async function runGit(request: RunRequest): Promise<Ended> {
  try {
    return await runner.run(request);
  } catch (error) {
    const code = error instanceof NotStarted ? error.code : undefined;
    if (code === 'ENOENT') throw noGit();
    throw code === 'E2BIG' ? unusableConfiguration() : error;
  }
}

import { realpathSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';
import { ownProfilesDir, SHIPPED_PROFILES } from '@drover/profiles';
import { type Flags, parseFlags } from './flags.ts';
import { parseHubUrl } from './hub-url.ts';
import { type Policy, policyOf } from './policy/index.ts';
import { UsageError } from './start-error.ts';
import { readToken } from './token.ts';

export type DaemonConfig = {
  stateDir: string;
  hubUrl: string;
  token: string;
  /** `-` for standard input. */
  tokenFile: string;
  policy: Policy;
  profilesDir: string;
  /** Null where `profilesDir` was given, which then is all. */
  ownProfilesDir: string | null;
  retention: { keepDays: number; keepBytes: number };
  /** On 127.0.0.1; undefined for none. */
  metricsPort: number | undefined;
  endSessionsOnStop: boolean;
  logLevel: string;
  stalledViewerMs: number;
};

export type Invocation =
  | { kind: 'run'; config: DaemonConfig }
  | { kind: 'end-all'; stateDir: string }
  | { kind: 'help' };

const GIB = 1024 ** 3;

/** Reads the command line. Throws `UsageError`, and `StartError` for a policy that cannot be used. */
export function readInvocation(args: readonly string[], env: NodeJS.ProcessEnv): Invocation {
  const flags = parseFlags(args);
  if (!flags) return { kind: 'help' };
  const stateDir = resolve(flags.stateDir ?? defaultStateDir(env));
  if (flags.endAll) return { kind: 'end-all', stateDir };
  return { kind: 'run', config: configOf(flags, stateDir, env) };
}

function configOf(flags: Flags, stateDir: string, env: NodeJS.ProcessEnv): DaemonConfig {
  const { hubUrl, tokenFile } = flags;
  if (flags.token !== undefined)
    throw new UsageError('--token would show it to everybody on this machine; use --token-file or stdin');
  if (!hubUrl)
    throw new UsageError('--hub-url is missing; give the address of the hub, such as http://127.0.0.1:8000');
  if (!tokenFile) throw new UsageError("--token-file is missing; give the file with this host's token");
  return {
    stateDir,
    hubUrl: parseHubUrl(hubUrl, flags.insecureLan ?? false),
    token: readToken(tokenFile),
    tokenFile,
    policy: policyOf({
      file: flags.policy,
      roots: flags.projectsRoot.map(resolveRoot),
      home: homedir(),
      env,
    }),
    ...profileFolders(flags.profilesDir, env),
    retention: { keepDays: flags.keepEndedDays, keepBytes: flags.keepEndedGib * GIB },
    metricsPort: flags.metricsPort,
    endSessionsOnStop: flags.endSessionsOnStop ?? false,
    logLevel: flags.logLevel,
    stalledViewerMs: flags.stalledViewerMs,
  };
}

function profileFolders(
  given: string | undefined,
  env: NodeJS.ProcessEnv,
): Pick<DaemonConfig, 'profilesDir' | 'ownProfilesDir'> {
  if (given !== undefined) return { profilesDir: resolve(given), ownProfilesDir: null };
  return { profilesDir: SHIPPED_PROFILES, ownProfilesDir: ownProfilesDir(env, homedir()) };
}

function resolveRoot(text: string): string {
  let path: string;
  try {
    path = realpathSync(text);
  } catch {
    throw new UsageError(`--projects-root: there is no such directory: ${text}`);
  }
  if (statSync(path).isDirectory()) return path;
  throw new UsageError(`--projects-root must be a directory: ${path}`);
}

/** Where a daemon keeps what it has when nobody says otherwise. */
export const defaultStateDir = (env: NodeJS.ProcessEnv): string =>
  join(env.XDG_DATA_HOME || join(homedir(), '.local/share'), 'drover', 'daemon');

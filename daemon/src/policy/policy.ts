import { lstatSync, realpathSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { DroverError, type HostPolicy } from '@drover/protocol';
import { UsageError } from '../start-error.ts';
import { type PolicyFile, readPolicyFile } from './policy-file.ts';

/** Sessions that may run at a time where no policy says otherwise. */
const MAX_SESSIONS = 200;

/** For each session; null where there is no limit. */
export type Limits = { memoryBytes: number | null; tasks: number | null };

export type LimitsPolicy = Limits & {
  /** Whether nothing is started where nothing can enforce them. */
  required: boolean;
};

/** How projects are looked for. */
export type ScanPolicy = {
  /** Folders below a root that are looked into. */
  depth: number;
  /** Folders that are not entered, as in a `.gitignore` at each root. */
  ignore: string[];
};

/** Enough for `~/src/github.com/owner/repository`. */
const SCAN_DEPTH = 4;

/** What this machine allows. It is decided here, and by nobody else. */
export type Policy = {
  /** Where it is written down; null when nothing is. */
  file: string | null;
  /** Resolved directories in which sessions may start. */
  roots: string[];
  /** Null for all. */
  profiles: string[] | null;
  maxSessions: number;
  input: boolean;
  shells: boolean;
  /** Whether sessions may start in directories that are no repositories. */
  plainDirectories: boolean;
  scan: ScanPolicy;
  limits: LimitsPolicy;
};

export type PolicySource = {
  /** As the flag says it; undefined for the usual place, where there may be none. */
  file: string | undefined;
  /** Resolved, from the command line. */
  roots: string[];
  home: string;
  env: NodeJS.ProcessEnv;
};

/** Throws `UsageError`, and `StartError` (78) when the file cannot be used. */
export function policyOf(source: PolicySource): Policy {
  const { home, roots } = source;
  const file = fileOf(source);
  const said: Partial<PolicyFile> = file === null ? {} : readPolicyFile(file, home);
  if (said.roots && roots.length > 0) {
    throw new UsageError(`--projects-root cannot stand beside the roots in ${file}; leave one of them out`);
  }
  const { memory = null, tasks = null, required = false } = said.limits ?? {};
  return {
    file,
    roots: said.roots ?? (roots.length > 0 ? roots : [realpathSync(home)]),
    profiles: said.profiles ?? null,
    maxSessions: said.maxSessions ?? MAX_SESSIONS,
    input: said.input ?? true,
    shells: said.shells ?? true,
    plainDirectories: said.plainDirectories ?? true,
    scan: { depth: said.scan?.depth ?? SCAN_DEPTH, ignore: said.scan?.ignore ?? [] },
    limits: { memoryBytes: memory, tasks, required },
  };
}

/** Why the policy keeps a profile from being started; null when it does not. */
export function profileDenial(policy: Policy, profile: { name: string; shell: boolean }): string | null {
  if (policy.profiles && !policy.profiles.includes(profile.name))
    return 'The policy of this machine does not permit this profile.';
  return profile.shell && !policy.shells ? 'The policy of this machine permits no plain shells.' : null;
}

/** Why the policy forbids such a session; null when it does not. A first prompt is input like any other. */
export function spawnDenial(
  policy: Policy,
  profile: { name: string; shell: boolean },
  hasPrompt: boolean,
): string | null {
  const denial = profileDenial(policy, profile);
  if (denial || policy.input || !hasPrompt) return denial;
  return 'The policy of this machine lets nobody type into sessions; start it without a prompt.';
}

/** Why nobody may type into sessions; null when somebody may. */
export function inputDenial({ input }: Policy): DroverError | null {
  if (input) return null;
  return new DroverError(
    'denied_by_host_policy',
    'The policy of this machine lets nobody type into sessions.',
  );
}

/** As it is told to the hub. */
export function policyFacts(policy: Policy, enforcedBy: HostPolicy['limits']['enforcedBy']): HostPolicy {
  const { file, profiles, maxSessions, input, shells, plainDirectories } = policy;
  const { memoryBytes, tasks } = policy.limits;
  return {
    ...{ file, profiles, maxSessions, input, shells, plainDirectories },
    limits: { memoryBytes, tasks, enforcedBy },
  };
}

function fileOf({ file, home, env }: PolicySource): string | null {
  if (file !== undefined) return resolve(file);
  const usual = join(env.XDG_CONFIG_HOME || join(home, '.config'), 'drover', 'policy.yaml');
  return mayExist(usual) ? usual : null;
}

/** Also a link that leads nowhere, or a file in a folder that is closed to us: what they forbid must not be open. */
function mayExist(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return true;
  }
}

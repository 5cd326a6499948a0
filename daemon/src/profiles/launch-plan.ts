import { expand, type Profile } from '@drover/profiles';
import { DroverError } from '@drover/protocol';
import { type Environment, sessionEnvironment } from './environment.ts';
import { type PlannedSeed, planSeeds } from './seed-plan.ts';

/** All that is needed to start a session's program; nothing has happened yet. */
export type LaunchPlan = {
  argv: [string, ...string[]];
  env: Record<string, string>;
  cwd: string;
  /** To be applied before the start, with `applySeeds`. */
  seeds: PlannedSeed[];
};

export type LaunchRequest = {
  profile: Profile;
  sessionId: string;
  /** Absolute and resolved. */
  projectDir: string;
  /** The first thing said to the agent; null for none. */
  prompt: string | null;
  /** The daemon's own environment, of which an allow-list is passed on. */
  hostEnv: Environment;
  /** Absolute path of the home directory. */
  home: string;
};

/** Throws `invalid_body` for a prompt to a profile that takes none. */
export function planLaunch(request: LaunchRequest): LaunchPlan {
  const { profile, projectDir, home } = request;
  const env = sessionEnvironment(profile, request.hostEnv, request);
  return {
    argv: argvOf(request),
    env,
    cwd: projectDir,
    seeds: planSeeds(profile.seed, { projectDir, home, env }),
  };
}

function argvOf({ profile, projectDir, prompt }: LaunchRequest): LaunchPlan['argv'] {
  const [, ...args] = prompt ? templateWithPrompt(profile) : profile.commands.new;
  const values = { projectDir, prompt: prompt ?? '' };
  return [profile.binary, ...args.map((argument) => expand(argument, values) ?? '')];
}

function templateWithPrompt({ commands, displayName }: Profile): string[] {
  if (commands.newWithPrompt) return commands.newWithPrompt;
  throw new DroverError('invalid_body', `${displayName} takes no first prompt; leave it empty.`);
}

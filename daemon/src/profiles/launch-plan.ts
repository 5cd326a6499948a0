import { type CommandLine, expandCommandLine, type Profile, takes } from '@drover/profiles';
import { DroverError } from '@drover/protocol';
import { type Environment, sessionEnvironment } from './environment.ts';
import { type LaunchValues, launchValues } from './launch-values.ts';
import { type PlannedSeed, planSeeds } from './seed-plan.ts';
import { type PlannedFile, planSessionFiles } from './session-files.ts';

/** All that is needed to start a session's program; nothing has happened yet. */
export type LaunchPlan = {
  argv: [string, ...string[]];
  env: Record<string, string>;
  cwd: string;
  /** To be written before the start, with `writeSessionFiles`. */
  files: PlannedFile[];
  /** To be applied before the start, with `applySeeds`. */
  seeds: PlannedSeed[];
};

export type LaunchRequest = LaunchValues & {
  profile: Profile;
  /**
   * What the tool is to go on with. `conversationId` is the one of `resume`, the one that a new conversation is to get
   * where the tool can be told, and else null.
   */
  conversation: { kind: 'new' | 'newest' | 'resume'; conversationId: string | null };
  /** The daemon's own environment, of which an allow-list is passed on. */
  hostEnv: Environment;
  /** Absolute path of the home directory. */
  home: string;
};

/** Throws `invalid_body` for a prompt, a model or a conversation that the profile does not take. */
export function planLaunch(request: LaunchRequest): LaunchPlan {
  const { profile, directory, home, hostEnv } = request;
  const template = templateOf(request);
  const values = launchValues(request, request.conversation.conversationId);
  const args = expandCommandLine(template, values);
  if (!args) throw refusal(profile, 'cannot resume a conversation that is not given');
  const env = sessionEnvironment(profile, hostEnv, request, values);
  return {
    argv: [profile.binary, ...args],
    env,
    cwd: directory,
    files: planSessionFiles(profile.sessionFiles, values),
    seeds: planSeeds(profile.seed, { directory, home, env }),
  };
}

function templateOf({ profile, prompt, model, conversation: { kind } }: LaunchRequest): CommandLine {
  const template = commandOf(profile, kind);
  const whenResuming = kind === 'new' ? '' : ' when it resumes a conversation';
  if (prompt && !takes(template, 'prompt'))
    throw refusal(profile, `takes no first prompt${whenResuming}; leave it empty`);
  if (model && !takes(template, 'model'))
    throw refusal(profile, `lets no model be chosen${whenResuming}; leave it empty`);
  return template;
}

function commandOf(profile: Profile, kind: LaunchRequest['conversation']['kind']): CommandLine {
  const { commands } = profile;
  if (kind === 'new') return commands.new;
  const command = kind === 'newest' ? commands.resumeNewest : commands.resume;
  if (command) return command;
  const what = kind === 'newest' ? 'the newest conversation' : 'a given conversation';
  throw refusal(profile, `cannot resume ${what}; start a new one`);
}

const refusal = ({ displayName }: Profile, what: string) =>
  new DroverError('invalid_body', `${displayName} ${what}.`);

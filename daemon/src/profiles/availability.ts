import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type Profile, takes } from '@drover/profiles';
import type { ProfileInfo } from '@drover/protocol';
import type { Environment } from './environment.ts';

/** Null when the profile's program is there to be started; else why not, and what would help. */
export function availability(profile: Profile, env: Environment): string | null {
  const { binary, install } = profile;
  const path = profile.env.PATH ?? env.PATH ?? '';
  if (isAbsolute(binary) ? isProgram(binary) : findOnPath(binary, path)) return null;
  const place = isAbsolute(binary)
    ? 'is not a program that can be run'
    : 'was not found on the PATH of the daemon';
  return `\`${binary}\` ${place}${install ? `; install it with \`${install}\`` : ''}`;
}

/** The profile as the daemon tells it to the hub. `denial` is why the machine's policy forbids it, or null. */
export function describeProfile(profile: Profile, env: Environment, denial: string | null): ProfileInfo {
  const { commands } = profile;
  return {
    name: profile.name,
    displayName: profile.displayName,
    color: profile.color,
    unavailable: denial ?? availability(profile, env),
    acceptsPrompt: takes(commands.new, 'prompt'),
    acceptsModel: takes(commands.new, 'model'),
    shell: profile.shell,
    resumes: {
      newest: commands.resumeNewest !== undefined,
      picked: commands.resume !== undefined,
      listed: false,
      otherwise: 'refuse',
    },
    untested: false,
  };
}

/** Relative entries of a PATH are passed over: what they find depends on the directory of the session. */
const findOnPath = (binary: string, path: string): boolean =>
  path.split(':').some((folder) => isAbsolute(folder) && isProgram(join(folder, binary)));

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

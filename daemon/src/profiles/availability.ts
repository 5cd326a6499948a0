import { accessSync, constants, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { type Profile, takes } from '@drover/profiles';
import { displayText, type ProfileInfo } from '@drover/protocol';
import { loginFault } from './login.ts';
import type { ToolHome } from './tool-folder.ts';

/** What `ProfileInfo` has room for. */
const MAX_CHARACTERS = 500;

/** Null when the profile can be started; else why not, and what would help. */
export function availability(profile: Profile, tool: ToolHome): string | null {
  const missing = profile.alwaysAvailable ? null : missingProgram(profile, tool.hostEnv.PATH ?? '');
  return missing ?? (profile.auth?.required ? loginFault(profile, tool) : null);
}

/** The profile as the daemon tells it to the hub. `denial` is why the machine's policy forbids it, or null. */
export function describeProfile(profile: Profile, tool: ToolHome, denial: string | null): ProfileInfo {
  const { name, displayName, color, shell, untested, titleNames, commands, conversations } = profile;
  const unavailable = denial ?? availability(profile, tool);
  const hint = unavailable === null ? loginFault(profile, tool) : null;
  return {
    ...{ name, displayName, color, shell, untested, titleNames },
    unavailable: unavailable && displayText(unavailable, MAX_CHARACTERS),
    hint: hint && displayText(hint, MAX_CHARACTERS),
    acceptsPrompt: takes(commands.new, 'prompt'),
    acceptsModel: takes(commands.new, 'model'),
    resumes: {
      newest: commands.resumeNewest !== undefined,
      picked: commands.resume !== undefined,
      listed: conversations.files !== undefined || conversations.database !== undefined,
      otherwise: conversations.otherwise,
    },
  };
}

function missingProgram({ binary, install, env }: Profile, hostPath: string): string | null {
  if (isAbsolute(binary) ? isProgram(binary) : findOnPath(binary, env.PATH ?? hostPath)) return null;
  const place = isAbsolute(binary)
    ? 'is not a program that can be run'
    : 'was not found on the PATH of the daemon';
  return `\`${binary}\` ${place}${install ? `; install it with \`${install}\`` : ''}`;
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

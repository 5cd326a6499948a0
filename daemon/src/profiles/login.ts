import { statSync } from 'node:fs';
import { join } from 'node:path';
import type { Auth, Profile } from '@drover/profiles';
import { sessionEnvironment } from './environment.ts';
import { type ToolHome, toolFolder } from './tool-folder.ts';

/** Named in a sentence; more of them help nobody. */
const MAX_NAMED = 4;

/** Why nobody seems to be logged in, and what would help; null when somebody is, or when nothing could tell. */
export function loginFault(profile: Profile, tool: ToolHome): string | null {
  const { auth } = profile;
  if (!auth || isLoggedIn(auth, profile, tool)) return null;
  if (auth.required) return `No login was found: ${loginAdvice(auth)}.`;
  return `No login was found: it will ask for one when it has started. To spare that, ${loginAdvice(auth)}.`;
}

/** As a session would find it. */
function isLoggedIn({ any, all, file }: Auth, profile: Profile, tool: ToolHome): boolean {
  const env = sessionEnvironment(profile, tool.hostEnv, { sessionId: '', home: tool.home });
  const isSet = (name: string) => Boolean(env[name]);
  if (any?.some(isSet) || all?.every(isSet)) return true;
  return file !== undefined && isFile(join(toolFolder(profile, file, tool), file.path));
}

/** `set A or B where the daemon runs, or log in once with …` */
function loginAdvice(auth: Auth): string {
  const ways = [
    ...(auth.any ? [`set ${listed(auth.any, 'or')} where the daemon runs`] : []),
    ...(auth.all ? [`set ${listed(auth.all, 'and')} where the daemon runs`] : []),
    ...(auth.login ? [`log in once with \`${auth.login}\` in a terminal there`] : []),
  ];
  return ways.join(', or ') || 'log in once in a terminal where the daemon runs';
}

function listed(names: readonly string[], word: 'and' | 'or'): string {
  const named = word === 'or' ? names.slice(0, MAX_NAMED) : names;
  const [last = '', ...others] = named.toReversed();
  return others.length > 0 ? `${others.toReversed().join(', ')} ${word} ${last}` : last;
}

function isFile(file: string): boolean {
  try {
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

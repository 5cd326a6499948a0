import { isAbsolute, join } from 'node:path';
import type { Profile, ToolPlace } from '@drover/profiles';
import { type Environment, sessionEnvironment } from './environment.ts';

/** The machine as its agent tools see it. */
export type ToolHome = { hostEnv: Environment; home: string };

/** Where a tool keeps files of its own: in the home directory, or where the variable of its sessions says. */
export function toolFolder(profile: Profile, place: ToolPlace, { hostEnv, home }: ToolHome): string {
  const { folder, folderVariable } = place;
  const env = folderVariable ? sessionEnvironment(profile, hostEnv, { sessionId: '', home }) : {};
  const moved = folderVariable ? env[folderVariable] : undefined;
  return moved && isAbsolute(moved) ? moved : join(home, folder.slice(1));
}

import { statSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

/** The checkout this program belongs to. */
export const root = path.resolve(import.meta.dirname, '../..');

/** npm runs scripts in the package's folder; relative paths count from where the person stood. */
export function resolveTyped(typed: string, env: NodeJS.ProcessEnv = process.env): string {
  if (typed === '~' || typed.startsWith('~/')) return path.join(os.homedir(), typed.slice(1));
  return path.resolve(env.INIT_CWD ?? process.cwd(), typed);
}

export function defaultDataDir(env: NodeJS.ProcessEnv = process.env): string {
  const shared = env.XDG_DATA_HOME;
  // The XDG specification says to ignore a relative one.
  const base = shared && path.isAbsolute(shared) ? shared : path.join(os.homedir(), '.local/share');
  return path.join(base, 'drover');
}

export function isDirectory(folder: string): boolean {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

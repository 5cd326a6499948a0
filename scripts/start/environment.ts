import path from 'node:path';
import { root } from './folders.ts';

/** The person's own environment again, without what npm adds for its scripts. */
export function withoutNpm(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const own = Object.entries(env).filter(([name]) => !/^(npm_|INIT_CWD$)/i.test(name));
  return { ...Object.fromEntries(own), PATH: ownPath(env.PATH ?? '') };
}

/** npm puts node_modules/.bin of this folder and of each above it first, and its own node-gyp. */
function ownPath(searched: string): string {
  const isNpms = (folder: string) =>
    folder.endsWith('/node-gyp-bin') ||
    (path.basename(folder) === '.bin' && isAtOrAbove(path.resolve(folder, '../..')));
  return searched
    .split(path.delimiter)
    .filter((folder) => !isNpms(folder))
    .join(path.delimiter);
}

function isAtOrAbove(folder: string): boolean {
  return folder === root || folder === '/' || root.startsWith(folder + path.sep);
}

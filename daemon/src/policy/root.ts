import { realpathSync, statSync } from 'node:fs';
import { isAbsolute, join } from 'node:path';
import { text } from '@drover/profiles';

/** A directory in which sessions may start: absolute, or beginning with `~/`. Resolved through all links. */
export const Root = (home: string) =>
  text('~/git').transform((root, context) => {
    const path = root === '~' || root.startsWith('~/') ? join(home, root.slice(1)) : root;
    const fault = directoryFault(path);
    if (!fault) return realpathSync(path);
    context.addIssue(fault);
    return '';
  });

function directoryFault(path: string): string | null {
  if (!isAbsolute(path)) return 'must be an absolute path, or begin with ~/';
  try {
    return statSync(path).isDirectory() ? null : 'must be a directory';
  } catch {
    return 'must be a directory that exists';
  }
}

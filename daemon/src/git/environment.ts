import { delimiter, isAbsolute } from 'node:path';
import type { Switch } from './switches.ts';

/** What git may know of the person: where the own configuration lies, and whose mark a commit bears. */
const PASSED = ['HOME', 'XDG_CONFIG_HOME', 'USER', 'LOGNAME', 'TMPDIR', 'TZ'];

/** A program that does nothing and fails, in the place of each that git could start. */
const NOTHING = 'false';

const FIXED = {
  LC_ALL: 'C', // its complaints are read
  GIT_ALLOW_PROTOCOL: 'none', // nothing is ever fetched: neither by us, nor by git to fill up a partial clone
  GIT_NO_LAZY_FETCH: '1',
  GIT_ASKPASS: NOTHING,
  GIT_EDITOR: NOTHING,
  GIT_SEQUENCE_EDITOR: NOTHING,
  GIT_SSH_COMMAND: NOTHING,
  SSH_ASKPASS: NOTHING,
  GIT_PAGER: 'cat',
  GIT_TERMINAL_PROMPT: '0',
  GIT_LITERAL_PATHSPECS: '1', // a file may be called "*"
  GIT_OPTIONAL_LOCKS: '0', // an agent's own git shall not fail because we look
};

export type Place = {
  /** The folder with `.git` in it, resolved. */
  root: string;
  /** The folder above, which git shall not look into. */
  above: string;
};

/**
 * The variables of a git process, built from nothing. The root's configuration cannot say that the files lie elsewhere
 * (`core.worktree`), nor can a program be found beside them, through a relative folder in `PATH`.
 */
export function gitEnvironment(
  place: Place,
  switches: readonly Switch[],
  host: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const passed = PASSED.filter((name) => host[name] !== undefined).map((name) => [name, host[name]]);
  const path = (host.PATH ?? '').split(delimiter).filter(isAbsolute).join(delimiter);
  return {
    ...Object.fromEntries(passed),
    ...FIXED,
    PATH: path,
    GIT_WORK_TREE: place.root,
    GIT_CEILING_DIRECTORIES: place.above,
    ...asVariables(switches),
  };
}

/** The one way to hand over a key with any character in it; it beats all files. */
function asVariables(switches: readonly Switch[]): NodeJS.ProcessEnv {
  const numbered = switches.flatMap(([key, value], index) => [
    [`GIT_CONFIG_KEY_${index}`, key],
    [`GIT_CONFIG_VALUE_${index}`, value],
  ]);
  return { GIT_CONFIG_COUNT: String(switches.length), ...Object.fromEntries(numbered) };
}

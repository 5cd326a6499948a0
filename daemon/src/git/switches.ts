/** A key of git's configuration, and the value it has for us whatever a file says. */
export type Switch = readonly [key: string, value: string];

/** Nothing that a repository's configuration names is run, and nothing is done beside what was asked for. */
export const SWITCHES: readonly Switch[] = [
  ['core.fsmonitor', 'false'],
  ['core.hooksPath', '/dev/null'],
  ['core.alternateRefsCommand', 'false'],
  ['core.gitProxy', ''],
  ['core.sshCommand', 'false'],
  ['core.askPass', 'false'],
  ['core.pager', 'cat'],
  ['core.editor', 'false'],
  ['credential.helper', ''],
  ['commit.gpgSign', 'false'],
  ['tag.gpgSign', 'false'],
  ['log.showSignature', 'false'],
  ['gpg.program', 'false'],
  ['gpg.openpgp.program', 'false'],
  ['gpg.x509.program', 'false'],
  ['gpg.ssh.program', 'false'],
  ['gpg.ssh.defaultKeyCommand', ''],
  ['uploadpack.packObjectsHook', ''],
  ['submodule.recurse', 'false'],
  ['diff.ignoreSubmodules', 'dirty'],
  ['status.submoduleSummary', 'false'],
  ['safe.bareRepository', 'explicit'],
  ['gc.auto', '0'],
  ['maintenance.auto', 'false'],
  // What is read by us looks the same everywhere.
  ['core.quotePath', 'false'],
  ['core.splitIndex', 'false'],
  ['color.ui', 'false'],
  ['diff.noprefix', 'false'],
  ['diff.mnemonicPrefix', 'false'],
  ['diff.suppressBlankEmpty', 'false'],
];

/** What a section such as `filter.<name>` can name to be run, and what is put in its place. */
const DRIVERS: Readonly<Record<string, readonly Switch[]>> = {
  filter: [
    ['clean', ''],
    ['smudge', ''],
    ['process', ''],
    ['required', 'false'],
  ],
  merge: [['driver', 'false']],
  // Since git 2.54.
  hook: [
    ['enabled', 'false'],
    ['command', 'false'],
  ],
};

/** The switches for the drivers that a configuration names; `keys` are all of its keys, as git writes them. */
export function driverSwitches(keys: readonly string[]): Switch[] {
  const sections = new Set(keys.map((key) => key.slice(0, Math.max(key.lastIndexOf('.'), 0))));
  return [...sections].flatMap((section) => {
    const dot = section.indexOf('.');
    const off = dot < 0 ? [] : (DRIVERS[section.slice(0, dot)] ?? []);
    return off.map(([name, value]): Switch => [`${section}.${name}`, value]);
  });
}

/** Commands that compare files, and would start a driver to show them, or another git in each submodule. */
const COMPARING = new Set(['diff', 'diff-files', 'diff-index', 'diff-tree', 'log', 'show']);
const WITHOUT_DRIVERS = ['--no-ext-diff', '--no-textconv', '--ignore-submodules=dirty', '--submodule=short'];

/**
 * Others that run nothing. Left out are those that look into submodules on their way, where other drivers wait
 * (`add`, `commit`, `stash`), and those that talk to a remote. With an index of one's own, `update-index`,
 * `write-tree` and `commit-tree` do what they do.
 */
const HARMLESS = new Set([
  'branch',
  'cat-file',
  'check-ignore',
  'check-ref-format',
  'checkout-index',
  'commit-tree',
  'config',
  'for-each-ref',
  'hash-object',
  'ls-files',
  'ls-tree',
  'merge-base',
  'read-tree',
  'reset',
  'rev-list',
  'rev-parse',
  'symbolic-ref',
  'update-index',
  'update-ref',
  'worktree',
  'write-tree',
]);

/** A command line with the words in it that keep the command to itself. It may begin with switches, `-c key=value`. */
export function tamed(args: readonly string[]): string[] {
  const [first = '', second = '', ...others] = args;
  if (first === '-c') return [first, second, ...tamed(others)];
  const rest = args.slice(1);
  if (COMPARING.has(first)) return [first, ...WITHOUT_DRIVERS, ...rest];
  if (first === 'status') return [first, '--ignore-submodules=dirty', ...rest];
  // Of files only, whose names are given: it then has no reason to look into a submodule.
  if (first === 'add' && second === '--intent-to-add') return [...args];
  if (HARMLESS.has(first)) return [...args];
  throw new Error(`git ${first} is not known to run nothing; see switches.ts`);
}

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

/** The words that keep a command to itself, put behind its name. */
export function tamed([command = '', ...args]: readonly string[]): string[] {
  if (COMPARING.has(command)) return [command, ...WITHOUT_DRIVERS, ...args];
  return command === 'status' ? [command, '--ignore-submodules=dirty', ...args] : [command, ...args];
}

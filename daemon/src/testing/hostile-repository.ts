import { execFileSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export type HostileRepository = {
  directory: string;
  /** An object that it lacks, and would have fetched from its "remote". */
  missing: string;
  /** The traps that were sprung: what of the repository has been run. */
  sprung: () => string[];
  /** Git as anybody would run it. */
  bareGit: (...args: string[]) => string;
  remove: () => void;
};

const IDENTITY = ['-c', 'user.name=a', '-c', 'user.email=a@b'];

const HOOKS = [
  'post-checkout',
  'post-commit',
  'post-index-change',
  'pre-auto-gc',
  'pre-commit',
  'prepare-commit-msg',
  'reference-transaction',
];

/** A repository that runs something of its own in each of the ways that git offers, when one only looks at it. */
export function hostileRepository(): HostileRepository {
  const base = realpathSync(mkdtempSync(join(tmpdir(), 'drover-hostile-')));
  const directory = join(base, 'repository');
  const traps = new Traps(join(base, 'traps'));
  const bareGit = (...args: string[]) =>
    execFileSync('git', ['-C', directory, ...IDENTITY, ...args], {
      encoding: 'utf8',
      stdio: 'pipe',
      env: { PATH: process.env.PATH, HOME: base, GIT_PAGER: 'cat' },
    });
  execFileSync('git', ['init', '-q', '-b', 'main', directory]);
  const missing = commitFiles(directory, bareGit);
  addSubmodule(directory, traps, bareGit);
  signHead(bareGit);
  setTraps(directory, traps, missing);
  return {
    ...{ directory, missing, bareGit },
    sprung: () => traps.sprung,
    remove: () => rmSync(base, { recursive: true }),
  };
}

/** Commands that leave a file behind when they are run. */
class Traps {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
    mkdirSync(join(folder, 'sprung'), { recursive: true });
  }

  get sprung(): string[] {
    return readdirSync(join(this.#folder, 'sprung')).sort();
  }

  /** The path of a program that does no more than leave its mark. */
  program(name: string): string {
    const file = join(this.#folder, name);
    writeFileSync(file, `#!/bin/sh\ntouch ${join(this.#folder, 'sprung', name)}\n`, {
      mode: 0o755,
    });
    return file;
  }
}

/** Returns the id of an object that only an earlier commit needs. */
function commitFiles(directory: string, git: (...args: string[]) => string): string {
  const attributes = ['clean.txt filter=clean', 'process.txt filter=process', 'é.txt filter=é=x'];
  const compared = ['external.txt diff=command', 'textconv.txt diff=textconv', 'merge.txt merge=evil'];
  writeFileSync(join(directory, '.gitattributes'), [...attributes, ...compared, ''].join('\n'));
  for (const name of ['clean', 'process', 'é', 'external', 'textconv', 'merge', 'included', 'plain']) {
    writeFileSync(join(directory, `${name}.txt`), `${name}\n`);
  }
  writeFileSync(join(directory, 'gone.txt'), 'gone\n');
  git('add', '-A');
  git('commit', '-q', '-m', 'first');
  const missing = git('rev-parse', 'HEAD:gone.txt').trim();
  git('rm', '-q', 'gone.txt');
  git('commit', '-q', '-m', 'second');
  return missing;
}

/** With traps of its own, for a git that looks into it. */
function addSubmodule(directory: string, traps: Traps, git: (...args: string[]) => string): void {
  const submodule = join(directory, 'submodule');
  const inIt = (...args: string[]) => execFileSync('git', ['-C', submodule, ...IDENTITY, ...args]);
  execFileSync('git', ['init', '-q', '-b', 'main', submodule]);
  writeFileSync(join(submodule, '.gitattributes'), '*.txt filter=inner\n');
  writeFileSync(join(submodule, 'inner.txt'), 'inner\n');
  inIt('add', '-A');
  inIt('commit', '-q', '-m', 'inner');
  const url = '[submodule "submodule"]\n\tpath = submodule\n\turl = ./submodule\n\tignore = none\n';
  writeFileSync(join(directory, '.gitmodules'), url);
  git('add', '-A');
  git('commit', '-q', '-m', 'third');
  configure(submodule, [
    ['core', 'fsmonitor', traps.program('submodule-fsmonitor')],
    ['filter "inner"', 'clean', traps.program('submodule-clean')],
    ['diff', 'external', traps.program('submodule-diff-external')],
  ]);
  makeStale(join(submodule, 'inner.txt'));
}

/** By nobody: enough for git to ask the program that would know. */
function signHead(git: (...args: string[]) => string): void {
  const lines = git('cat-file', 'commit', 'HEAD').split('\n');
  const end = lines.indexOf('');
  lines.splice(end, 0, 'gpgsig -----BEGIN PGP SIGNATURE-----', ' ', ' -----END PGP SIGNATURE-----');
  const file = join(git('rev-parse', '--absolute-git-dir').trim(), 'signed');
  writeFileSync(file, lines.join('\n'));
  git('update-ref', 'refs/heads/main', git('hash-object', '-t', 'commit', '-w', file).trim());
}

function setTraps(directory: string, traps: Traps, missing: string): void {
  const dotGit = join(directory, '.git');
  rmSync(join(dotGit, 'objects', missing.slice(0, 2), missing.slice(2)));
  for (const hook of HOOKS) {
    writeFileSync(
      join(dotGit, 'hooks', hook),
      `#!/bin/sh\nexec ${traps.program(`hook-${hook}`)} </dev/null\n`,
    );
    chmodSync(join(dotGit, 'hooks', hook), 0o755);
  }
  for (const name of ['-x', '--upload-pack=evil'])
    execFileSync('cp', ['--', join(dotGit, 'refs/heads/main'), join(dotGit, 'refs/heads', name)]);
  writeFileSync(join(dotGit, 'info/attributes'), 'included.txt filter=included\n');
  configure(directory, trappedKeys(traps, join(dotGit, 'evil-include')));
  writeFileSync(
    join(dotGit, 'evil-include'),
    `[filter "included"]\n\tclean = ${traps.program('included-clean')}\n`,
  );
  for (const name of ['clean', 'process', 'é', 'included']) makeStale(join(directory, `${name}.txt`));
  for (const name of ['external', 'textconv', 'plain'])
    appendFileSync(join(directory, `${name}.txt`), 'more\n');
  writeFileSync(join(directory, 'untracked.txt'), 'untracked\n');
  writeFileSync(join(directory, '-x.txt'), 'an option?\n');
}

const trappedKeys = (traps: Traps, include: string): [string, string, string][] => [
  ['core', 'repositoryFormatVersion', '1'],
  ['core', 'fsmonitor', traps.program('fsmonitor')],
  ['core', 'pager', traps.program('pager')],
  ['core', 'editor', traps.program('editor')],
  ['core', 'sshCommand', traps.program('ssh-command')],
  ['core', 'gitProxy', traps.program('git-proxy')],
  ['core', 'alternateRefsCommand', traps.program('alternate-refs')],
  ['credential', 'helper', `!${traps.program('credential-helper')}`],
  ['commit', 'gpgSign', 'true'],
  ['log', 'showSignature', 'true'],
  ['gpg', 'program', traps.program('gpg')],
  ['alias', 'status', `!${traps.program('alias')}`],
  ['pager', 'status', traps.program('pager-status')],
  ['diff', 'external', traps.program('diff-external')],
  ['diff', 'submodule', 'diff'],
  ['status', 'submoduleSummary', 'true'],
  ['diff "command"', 'command', traps.program('diff-command')],
  ['diff "textconv"', 'textconv', traps.program('textconv')],
  ['filter "clean"', 'clean', traps.program('filter-clean')],
  ['filter "clean"', 'smudge', traps.program('filter-smudge')],
  ['filter "clean"', 'required', 'true'],
  ['filter "process"', 'process', traps.program('filter-process')],
  ['filter "é=x"', 'clean', traps.program('filter-odd-name')],
  ['merge "evil"', 'driver', `${traps.program('merge')} </dev/null`],
  ['include', 'path', include],
  ['hook "evil"', 'command', traps.program('hook-by-configuration')],
  ['hook "evil"', 'event', 'post-index-change'],
  ['uploadpack', 'packObjectsHook', traps.program('pack-objects')],
  ['protocol', 'allow', 'always'],
  ['protocol "ext"', 'allow', 'always'],
  ['extensions', 'partialClone', 'origin'],
  ['remote "origin"', 'promisor', 'true'],
  ['remote "origin"', 'url', `ext::${traps.program('ext-transport')}`],
  ['remote "origin"', 'uploadpack', traps.program('uploadpack')],
];

function configure(repository: string, keys: readonly [string, string, string][]): void {
  const text = keys.map(([section, key, value]) => `[${section}]\n\t${key} = ${JSON.stringify(value)}\n`);
  appendFileSync(join(repository, '.git/config'), text.join(''));
}

/** Older than git remembers: it must read the file again to know whether it has changed. */
const makeStale = (file: string) => utimesSync(file, 1_000, 1_000);

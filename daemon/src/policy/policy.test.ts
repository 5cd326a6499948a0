import { chmodSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { StartError } from '../start-error.ts';
import { inputDenial, policyFacts, policyOf, profileDenial, spawnDenial } from './policy.ts';

let home: string;
let file: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'drover-policy-')));
  file = join(home, 'policy.yaml');
  mkdirSync(join(home, 'git'));
});
afterEach(() => rmSync(home, { recursive: true }));

const read = (yaml: string, roots: string[] = []) => {
  writeFileSync(file, yaml, { mode: 0o600 });
  return policyOf({ file, roots, home, env: {} });
};

describe('a policy', () => {
  it('says where sessions start, which profiles, how many, and within which limits', () => {
    const policy = read(`
roots: [~/git]
profiles: [claude, bash]
maxSessions: 5
input: false
shells: false
plainDirectories: false
scan: { depth: 2, ignore: [archive/, "*.old"] }
limits: { memory: 1.5GiB, tasks: 512, required: true }
`);
    expect(policy).toEqual({
      file,
      roots: [join(home, 'git')],
      profiles: ['claude', 'bash'],
      maxSessions: 5,
      input: false,
      shells: false,
      plainDirectories: false,
      scan: { depth: 2, ignore: ['archive/', '*.old'] },
      limits: { memoryBytes: 1.5 * 1024 ** 3, tasks: 512, required: true },
    });
    expect(policyFacts(policy, null)).toMatchObject({ shells: false, plainDirectories: false });
    expect(policyFacts(policy, 'cgroup').limits).toEqual({
      memoryBytes: 1.5 * 1024 ** 3,
      tasks: 512,
      enforcedBy: 'cgroup',
    });
  });

  it('leaves open what it does not say', () => {
    expect(read('{}')).toMatchObject({
      roots: [home],
      profiles: null,
      maxSessions: 200,
      input: true,
      shells: true,
      plainDirectories: true,
      scan: { depth: 4, ignore: [] },
      limits: { memoryBytes: null, tasks: null },
    });
  });

  it('is looked for in the configuration of the user, where it need not be', () => {
    const env = { XDG_CONFIG_HOME: join(home, 'config') };
    expect(policyOf({ file: undefined, roots: [], home, env }).file).toBeNull();
    mkdirSync(join(home, 'config/drover'), { recursive: true });
    writeFileSync(join(home, 'config/drover/policy.yaml'), 'maxSessions: 1', { mode: 0o600 });
    expect(policyOf({ file: undefined, roots: [], home, env }).maxSessions).toBe(1);
  });

  it('that is in its usual place and cannot be read is no reason to go without', () => {
    const env = { XDG_CONFIG_HOME: join(home, 'config') };
    mkdirSync(join(home, 'config/drover'), { recursive: true });
    symlinkSync('/nowhere/policy.yaml', join(home, 'config/drover/policy.yaml'));
    expect(() => policyOf({ file: undefined, roots: [], home, env })).toThrow('cannot be used');
    rmSync(join(home, 'config/drover'), { recursive: true });
    symlinkSync('drover', join(home, 'config/drover')); // leads to itself: what is in it cannot be known
    expect(() => policyOf({ file: undefined, roots: [], home, env })).toThrow('cannot be used');
  });

  it('follows the links of its roots', () => {
    symlinkSync(join(home, 'git'), join(home, 'link'));
    expect(read('roots: [~/link]').roots).toEqual([join(home, 'git')]);
  });

  it('with roots of its own suffers none beside them', () => {
    expect(() => read('roots: [~/git]', ['/tmp'])).toThrow('--projects-root cannot stand beside');
    expect(read('maxSessions: 1', ['/tmp']).roots).toEqual(['/tmp']);
  });

  it.each([
    ['a key too many', 'maxSessions: 1\nroot: [/]', 'policy.yaml:2: unknown key "root"'],
    ['no text in it', '', 'must be a mapping'],
    ['what is no YAML', 'roots: [', 'policy.yaml:1'],
    ['no sessions', 'maxSessions: 0', 'policy.yaml:1: maxSessions: must be a whole number from 1 to 1000'],
    ['words for a switch', 'input: "no"', 'input: must be true or false'],
    [
      'a root that is not there',
      'input: true\nroots:\n  - /no/such',
      'policy.yaml:3: roots.0: must be a directory that',
    ],
    ['a root that is a file', 'roots: [/etc/passwd]', 'roots.0: must be a directory'],
    ['a root somewhere', 'roots: [git]', 'roots.0: must be an absolute path'],
    ['a profile that cannot be', 'profiles: [/bin/sh]', 'profiles.0: must be a lower-case name'],
    ['a search that is too deep', 'scan: { depth: 99 }', 'scan.depth: must be a whole number from 0 to 16'],
    ['one rule where many are meant', 'scan: { ignore: archive }', 'scan.ignore: must be a list of rules'],
    ['memory without unit', 'limits: { memory: 4096 }', 'limits.memory: must be text'],
    ['too little memory', 'limits: { memory: 1MiB }', 'at least 64MiB'],
    ['hardly any task', 'limits: { tasks: 1 }', 'limits.tasks: must be a whole number from 16'],
    ['limits required and none given', 'limits: { required: true }', 'limits: must give memory or tasks'],
  ])('[F13] with %s is refused, with its line', (_, yaml, words) => {
    expect(() => read(yaml)).toThrow(words);
    expect(() => read(yaml)).toThrow(expect.objectContaining({ exitCode: 78 }));
  });

  it('[B62] that others can write is refused', () => {
    writeFileSync(file, '{}');
    for (const mode of [0o620, 0o602]) {
      chmodSync(file, mode);
      expect(() => policyOf({ file, roots: [], home, env: {} })).toThrow('can be written by others');
    }
  });

  it('that is asked for and not there is refused', () => {
    expect(() => policyOf({ file: join(home, 'none.yaml'), roots: [], home, env: {} })).toThrow(StartError);
  });
});

describe('the policy of a machine', () => {
  const shell = { name: 'bash', shell: true };
  const agent = { name: 'claude', shell: false };

  it('[B18] permits the profiles that it names, and shells only where it does', () => {
    expect(profileDenial(read('profiles: [claude]'), shell)).toContain('does not permit this profile');
    expect(profileDenial(read('shells: false'), shell)).toContain('permits no plain shells');
    expect(profileDenial(read('shells: false'), agent)).toBeNull();
    expect(profileDenial(read('profiles: [claude, bash]'), shell)).toBeNull();
  });

  it('[B18] that allows no input takes no first prompt either', () => {
    const policy = read('input: false');
    expect(inputDenial(policy)).toMatchObject({ code: 'denied_by_host_policy' });
    expect(spawnDenial(policy, agent, true)).toContain('without a prompt');
    expect(spawnDenial(policy, agent, false)).toBeNull();
    expect(inputDenial(read('{}'))).toBeNull();
  });
});

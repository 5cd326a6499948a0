import { chmodSync, chownSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LoadedProfiles, loadProfiles, SHIPPED_PROFILES } from './load-profiles.ts';

const GOOD = `name: tool
displayName: Tool
color: '#112233'
binary: tool
commands:
  new: ['{binary}']
`;

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'drover-profiles-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const write = (name: string, content: string | Buffer) =>
  writeFileSync(join(directory, name), content, { mode: 0o600 });

/** What is said about a directory that holds one file of this content. */
function complaintsAbout(content: string | Buffer): string[] {
  write('x.yaml', content);
  const { profiles, faults } = loadProfiles(directory);
  expect(profiles).toEqual([]);
  return faults.map(({ message }) => message);
}

describe('the shipped profiles', () => {
  it('load without a fault', () => {
    const { profiles, faults } = loadProfiles(SHIPPED_PROFILES);
    expect(faults).toEqual([]);
    const tried = profiles.filter(({ untested }) => !untested).map(({ name }) => name);
    const untested = profiles.filter((profile) => profile.untested).map(({ name }) => name);
    expect(tried).toEqual(['bash', 'claude', 'codex', 'gemini', 'opencode', 'zsh']);
    expect(untested).toEqual(['antigravity', 'pi']);
  });
});

describe('a directory of profiles', () => {
  it('[B56] gives the good ones although another is bad', () => {
    write('bad.yaml', 'name: [');
    write('good.yaml', GOOD);
    write('notes.txt', 'not a profile');
    const { profiles, faults } = loadProfiles(directory);
    expect(profiles.map(({ name }) => name)).toEqual(['tool']);
    expect(faults).toHaveLength(1);
    expect(faults[0]?.file).toBe(join(directory, 'bad.yaml'));
  });

  it('[B56] refuses the second of two with the same name, and says which', () => {
    write('a.yaml', GOOD);
    write('b.yaml', GOOD);
    const { profiles, faults } = loadProfiles(directory);
    expect(profiles).toHaveLength(1);
    expect(faults).toEqual([
      {
        file: join(directory, 'b.yaml'),
        message: `b.yaml: the name "tool" is taken by ${join(directory, 'a.yaml')} already; to change that one, name this file tool.local.yaml`,
      },
    ]);
  });

  it('takes JSON too, and no package.json', () => {
    const json = {
      name: 'tool',
      displayName: 'Tool',
      color: '#112233',
      binary: 'tool',
      commands: { new: [] },
    };
    write('x.json', JSON.stringify(json, null, '\t'));
    write('package.json', '{}');
    expect(loadProfiles(directory).faults).toEqual([
      {
        file: join(directory, 'x.json'),
        message: expect.stringContaining('x.json:7: commands.new: must begin'),
      },
    ]);
    write('x.json', JSON.stringify({ ...json, commands: { new: ['{binary}'] } }, null, '\t'));
    expect(loadProfiles(directory)).toMatchObject({ profiles: [{ name: 'tool' }], faults: [] });
  });

  it('says which are too many', () => {
    const names = Array.from({ length: 129 }, (_, index) => `t${String(index).padStart(3, '0')}`);
    for (const name of names) write(`${name}.yaml`, GOOD.replace('name: tool', `name: ${name}`));
    const { profiles, faults } = loadProfiles(directory);
    expect(profiles).toHaveLength(128);
    expect(faults.map(({ message }) => message)).toEqual([
      't128.yaml: is left out: there are more than 128 profiles',
    ]);
  });

  it('that is absent is a fault in words', () => {
    const { profiles, faults } = loadProfiles(join(directory, 'absent'));
    expect(profiles).toEqual([]);
    expect(faults[0]?.message).toContain('cannot be read');
  });
});

describe('a profile file', () => {
  it.each([
    [
      'an unknown key',
      `${GOOD}comand: x\n`,
      'x.yaml:7: unknown key "comand"; known here: name, displayName,',
    ],
    [
      'an unknown key below',
      `${GOOD}  resum: []\n`,
      'x.yaml:7: commands: unknown key "resum"; known here: new, resumeNewest, resume',
    ],
    ['a wrong type', GOOD.replace('Tool', '5'), 'x.yaml:2: displayName: must be text: write "5", in quotes'],
    ['a missing name', GOOD.replace('name: tool\n', ''), 'x.yaml:1: name: is missing; an example: claude'],
    ['a name with "/"', GOOD.replace('name: tool', 'name: a/b'), 'x.yaml:1: name: must be a lower-case name'],
    ['a missing section', GOOD.replace(/commands:.*/s, ''), 'x.yaml:1: commands: is missing'],
    ['a bad color', GOOD.replace('#112233', 'red'), 'x.yaml:3: color: '],
    [
      'a binary with spaces',
      GOOD.replace('binary: tool', 'binary: tool -x'),
      'x.yaml:4: binary: must be the name',
    ],
    ['no mapping', '- a\n- b\n', 'x.yaml:1: must be a mapping with the keys name, displayName'],
    ['nothing', '', 'x.yaml: must be a mapping'],
  ])('[B56] with %s is refused with its line', (_what, content, expected) => {
    expect(complaintsAbout(content)).toEqual([expect.stringContaining(expected)]);
  });

  it('[B57] with a command as one text is told that it must be a list', () => {
    const content = GOOD.replace("['{binary}']", 'tool --verbose');
    expect(complaintsAbout(content)).toEqual([
      'x.yaml:6: commands.new: must be a list of arguments such as ["{binary}", "--verbose"], not one text',
    ]);
  });

  it.each([
    [
      'aliases that multiply',
      `a: &a [x, x]\nb: &b [*a, *a, *a, *a, *a]\nc: [*b, *b, *b, *b, *b]\n`,
      'too many aliases',
    ],
    ['a JavaScript tag', GOOD.replace('tool', '!!js/function "x"'), 'x.yaml:1: Unresolved tag'],
    ['a binary tag', GOOD.replace('tool', '!!binary aGk='), 'x.yaml:1: Unresolved tag'],
    ['10 MB', `${GOOD}# ${'x'.repeat(10_000_000)}`, 'is larger than 256 kB'],
    ['tabs', GOOD.replace('  new', '\tnew'), 'x.yaml:6: Tabs are not allowed as indentation'],
    ['a byte order mark', `\uFEFF${GOOD}`, 'byte order mark'],
    ['bytes that are not UTF-8', Buffer.from([0x61, 0x3a, 0x20, 0xff]), 'is not UTF-8 text'],
    ['a key twice', `${GOOD}binary: other\n`, 'x.yaml:7: Map keys must be unique'],
    ['two documents', `${GOOD}---\n${GOOD}`, 'multiple documents'],
  ])('[B58] with %s is refused', (_what, content, expected) => {
    expect(complaintsAbout(content)[0]).toContain(expected);
  });

  it.each([
    [
      'LD_PRELOAD',
      "env: { LD_PRELOAD: '/x.so' }",
      'env.LD_PRELOAD: LD_PRELOAD can make programs run other code',
    ],
    [
      'NODE_OPTIONS passed on',
      'passEnv: [NODE_OPTIONS]',
      'passEnv.0: NODE_OPTIONS can make programs run other code',
    ],
    ['all of LD_*', 'passEnv: [LD_*]', 'passEnv.0: LD_* can make programs run other code'],
    ['a relative PATH', "env: { PATH: '/bin:.' }", 'env.PATH: must hold absolute paths only'],
    [
      'the token of the hub',
      "env: { HOST_TOKEN: 'x' }",
      'env.HOST_TOKEN: HOST_TOKEN is set by Drover itself',
    ],
    [
      'credentials allowed by hand',
      'passEnv: [DROVER_TOKEN]\nallowDangerousEnv: [DROVER_TOKEN]',
      'set by Drover itself',
    ],
    ['telemetry settings', 'passEnv: [OTEL_*]', 'passEnv.0: OTEL_* is set by Drover itself'],
    ['a bad character', "env: { 'A-B': 'x' }", 'env.A-B: '],
    ['everything', "passEnv: ['*']", 'passEnv.0: must be the name of a variable, or the beginning of one'],
    ['a number', 'env: { A: 1 }', 'env.A: must be text: write "1", in quotes'],
  ])('[B59] with the variable %s is refused', (_what, lines, expected) => {
    const [complaint, ...others] = complaintsAbout(GOOD + lines);
    expect(complaint).toContain('x.yaml:7: ');
    expect(complaint).toContain(expected);
    expect(others).toEqual([]);
  });

  it('[B56] [B59] with faults in several places is told of all at once', () => {
    const lines = "env: { LD_PRELOAD: '/x.so' }\npassEnv: [HOST_TOKEN]\n";
    expect(complaintsAbout(GOOD.replace("['{binary}']", 'tool -x') + lines)).toEqual([
      expect.stringContaining('x.yaml:6: commands.new: must be a list'),
      expect.stringContaining('x.yaml:7: env.LD_PRELOAD: '),
      expect.stringContaining('x.yaml:8: passEnv.0: HOST_TOKEN is set by Drover itself'),
    ]);
  });

  it('[B59] may name a dangerous variable when it says so', () => {
    write('x.yaml', `${GOOD}env: { NODE_OPTIONS: '--no-warnings' }\nallowDangerousEnv: [NODE_OPTIONS]\n`);
    expect(loadProfiles(directory).faults).toEqual([]);
  });

  it.each(['/etc/x.json', '~/../x.json', '~/a/../../etc/x.json', '~root/x.json', '~/x.toml', '~/.json/..'])(
    '[B61] with the settings path %s is refused',
    (path) => {
      expect(complaintsAbout(`${GOOD}seed: [{ path: '${path}', add: {} }]\n`)).toEqual([
        expect.stringContaining('x.yaml:7: seed.0.path: must be a .json file below the home directory'),
      ]);
    },
  );

  it.each([
    ['the group', 0o620],
    ['others', 0o602],
  ])('[B62] that %s can write is refused', (_who, mode) => {
    write('x.yaml', GOOD);
    chmodSync(join(directory, 'x.yaml'), mode);
    expect(loadProfiles(directory)).toMatchObject({
      profiles: [],
      faults: [
        expect.objectContaining({ message: 'x.yaml: can be written by others; run: chmod go-w x.yaml' }),
      ],
    });
  });

  it.runIf(process.getuid?.() === 0)('[B62] of another user is refused', () => {
    write('x.yaml', GOOD);
    chownSync(join(directory, 'x.yaml'), 4_242, 4_242);
    expect(loadProfiles(directory).faults[0]?.message).toContain('belongs to another user');
  });

  it.each([
    [
      'an unknown placeholder',
      "new: ['{binary}', '{agent_id}']",
      'commands.new.1: a brace that belongs to no placeholder',
    ],
    [
      'a misspelt placeholder',
      "new: ['{binary}', '{promt}']",
      'commands.new.1: unknown placeholder {promt}; known here:',
    ],
    [
      'nested placeholders',
      "new: ['{binary}', '{a{prompt}}']",
      'commands.new.1: a brace that belongs to no placeholder',
    ],
    [
      'a placeholder as program',
      "new: ['{prompt}']",
      'commands.new.0: the first argument must be "{binary}"',
    ],
    ['a path as program', "new: ['/bin/{binary}']", 'commands.new.0: the first argument must be "{binary}"'],
    ['{binary} again', "new: ['{binary}', '{binary}']", 'commands.new.1: unknown placeholder {binary}'],
    ['a closing brace', "new: ['{binary}', '{prompt}}']", 'commands.new.1: a brace that belongs to no'],
  ])('[B63] with %s is refused', (_what, line, expected) => {
    const [complaint] = complaintsAbout(GOOD.replace("new: ['{binary}']", line));
    expect(complaint).toContain(`x.yaml:6: ${expected}`);
  });
});

describe('a local file', () => {
  let own: string;
  beforeEach(() => {
    own = join(directory, 'own');
    mkdirSync(own);
  });
  const load = (before?: LoadedProfiles['byFile']) => loadProfiles(directory, { ownFolder: own, before });

  it("lies over the profile beside it, and the person's over both", () => {
    write('tool.yaml', `${GOOD}env: { A: '1', B: '1', C: '1' }\ninstall: get tool\n`);
    write('tool.local.yaml', "env: { B: '2', C: '2' }\ninstall: null\n");
    write('own/tool.local.json', '{"displayName": "Mine", "env": {"C": "3"}}');
    const { profiles, faults } = load();
    expect(faults).toEqual([]);
    expect(profiles).toMatchObject([{ displayName: 'Mine', env: { A: '1', B: '2', C: '3' } }]);
    expect(profiles[0]).not.toHaveProperty('install');
  });

  it("may stand beside a profile of the person's own", () => {
    write('own/mine.yaml', GOOD);
    write('own/mine.local.yaml', 'displayName: Mine');
    expect(load()).toMatchObject({ profiles: [{ displayName: 'Mine' }], faults: [] });
  });

  it('[B56] that is at fault is named with its line, and the file below where that is', () => {
    write('tool.yaml', GOOD.replace('displayName: Tool\n', ''));
    write('tool.local.yaml', "env:\n  A: 1\n  LD_PRELOAD: '/x.so'\ncommands:\n  new: ['tool']\n");
    expect(load().faults.map(({ message }) => message)).toEqual([
      expect.stringContaining('tool.yaml:1: displayName: is missing'),
      expect.stringContaining('tool.local.yaml:5: commands.new.0: the first argument must be "{binary}"'),
      expect.stringContaining('tool.local.yaml:2: env.A: must be text: write "1", in quotes'),
    ]);
  });

  it('[B56] over nothing is a fault', () => {
    write('own/absent.local.yaml', 'displayName: Mine');
    expect(load().faults).toEqual([
      {
        file: join(own, 'absent.local.yaml'),
        message: 'absent.local.yaml: lies over nothing: there is no absent.yaml',
      },
    ]);
  });

  it('[B62] that others can write is refused, and the profile with it', () => {
    write('tool.yaml', GOOD);
    write('tool.local.yaml', 'displayName: Mine');
    chmodSync(join(directory, 'tool.local.yaml'), 0o666);
    expect(load()).toMatchObject({
      profiles: [],
      faults: [{ message: 'tool.local.yaml: can be written by others; run: chmod go-w tool.local.yaml' }],
    });
  });

  it('of a person may be absent with its folder', () => {
    write('tool.yaml', GOOD);
    rmSync(own, { recursive: true });
    expect(load().faults).toEqual([]);
  });
});

describe('a profile that was good', () => {
  const edit = (content: string) => {
    write('tool.yaml', GOOD);
    const before = loadProfiles(directory).byFile;
    write('tool.yaml', content);
    return loadProfiles(directory, { before });
  };

  it('[B56] stays as it was after a bad edit, and says so', () => {
    const { profiles, faults } = edit('name: [');
    expect(profiles.map(({ name }) => name)).toEqual(['tool']);
    expect(faults[0]?.message).toMatch(/^tool\.yaml:1: .* \(the last good version stays in use\)$/);
  });

  it('changes with a good edit', () => {
    const { profiles, faults } = edit(GOOD.replace('Tool', 'Changed'));
    expect(profiles).toMatchObject([{ displayName: 'Changed' }]);
    expect(faults).toEqual([]);
  });

  it('is gone with its file', () => {
    write('tool.yaml', GOOD);
    const before = loadProfiles(directory).byFile;
    rmSync(join(directory, 'tool.yaml'));
    expect(loadProfiles(directory, { before })).toMatchObject({ profiles: [], faults: [] });
  });
});

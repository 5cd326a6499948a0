import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DroverError, type HostFacts } from '@drover/protocol';
import { pino } from 'pino';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HostProfiles } from './host-profiles.ts';
import { policyOf } from './policy/index.ts';

const PROFILE = `
name: shell
displayName: Shell
color: '#112233'
binary: /bin/sh
commands: { new: ['{binary}'] }
`;

let folder: string;
let profiles: HostProfiles;
const write = (name: string, content: string) => writeFileSync(join(folder, name), content, { mode: 0o600 });

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'drover-host-')));
  write('shell.yaml', PROFILE);
  profiles = start();
});
afterEach(() => {
  profiles.unwatch();
  rmSync(folder, { recursive: true });
});

const start = () =>
  new HostProfiles({
    profilesDir: folder,
    ownProfilesDir: join(folder, 'own'),
    stateDir: join(folder, 'state'),
    policy: policyOf({ file: undefined, roots: [folder], home: folder, env: {} }),
    enforcedBy: null,
    env: { PATH: '/usr/bin:/bin' },
    home: folder,
    version: '1',
    log: pino({ level: 'silent' }),
  });

it('finds a profile by its name', () => {
  expect(profiles.permitted('shell', false)).toMatchObject({ binary: '/bin/sh' });
});

it.each(['absent', '/bin/sh', '/usr/bin/id', '../shell', 'shell.yaml', 'toString', '__proto__'])(
  '[B12] refuses the profile "%s" with the names of those there are',
  (name) => {
    const words = 'This host has no profile of that name; it has shell.';
    expect(() => profiles.permitted(name, false)).toThrow(new DroverError('unknown_profile', words));
  },
);

describe('a profile file that is edited', () => {
  /** The next facts that are told. */
  const told = () => new Promise<HostFacts>((resolve) => profiles.watch(resolve));

  it('is read again, and the hub is told', async () => {
    const facts = told();
    write('shell.yaml', PROFILE.replace('displayName: Shell', 'displayName: Changed'));
    expect((await facts).profiles).toMatchObject([{ displayName: 'Changed' }]);
    expect(profiles.permitted('shell', false)).toMatchObject({ displayName: 'Changed' });
  });

  it('[B56] badly stays in use as it was, and says so', async () => {
    const facts = told();
    write('shell.yaml', PROFILE.replace('binary:', 'binnary:'));
    const { profiles: offered, profileFaults } = await facts;
    expect(offered).toMatchObject([{ name: 'shell', unavailable: null }]);
    expect(profileFaults.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(/^shell\.yaml:5: unknown key "binnary".*\(the last good version stays in use\)$/),
    );
    expect(profiles.permitted('shell', false)).toMatchObject({ binary: '/bin/sh' });
  });

  it('may be one of the person, in a folder that is there', async () => {
    mkdirSync(join(folder, 'own'));
    const facts = told();
    write('own/shell.local.yaml', 'displayName: Mine');
    expect((await facts).profiles).toMatchObject([{ displayName: 'Mine' }]);
  });

  it('takes its profile away when it is removed', async () => {
    const facts = told();
    rmSync(join(folder, 'shell.yaml'));
    expect((await facts).profiles).toEqual([]);
  });
});

describe('the last good version of a profile', () => {
  const KEPT = 'state/profiles.json';
  const bad = PROFILE.replace('binary:', 'binnary:');
  const names = () =>
    start()
      .facts()
      .profiles.map(({ name }) => name);

  it('[B56] stays in use when the daemon is started again, and says so', () => {
    write('shell.yaml', bad);
    for (const restarted of [start(), start()]) {
      expect(restarted.permitted('shell', false)).toMatchObject({ binary: '/bin/sh' });
      expect(restarted.facts().profileFaults).toContainEqual({
        file: join(folder, 'shell.yaml'),
        message: expect.stringContaining('(the last good version stays in use)'),
      });
    }
  });

  it('is the one with what lay over it', () => {
    mkdirSync(join(folder, 'own'));
    write('own/shell.local.yaml', 'displayName: Mine');
    start();
    write('own/shell.local.yaml', 'displayName: [');
    expect(start().permitted('shell', false)).toMatchObject({ displayName: 'Mine' });
  });

  it('is for its owner only', () => {
    expect(statSync(join(folder, KEPT)).mode & 0o777).toBe(0o600);
  });

  it('is not used for a file that was removed, nor when a bad one takes its place', () => {
    rmSync(join(folder, 'shell.yaml'));
    expect(names()).toEqual([]);
    write('shell.yaml', bad);
    expect(names()).toEqual([]);
  });

  it.each([
    ['is no JSON', () => '{'],
    ['is something else', () => '{"shell": 1}'],
    ['would be refused as a file', (kept: string) => kept.replace('"/bin/sh"', '"./sh"')],
  ])('[B56] that %s is passed over', (_, damaged) => {
    write(KEPT, damaged(readFileSync(join(folder, KEPT), 'utf8')));
    write('shell.yaml', bad);
    expect(names()).toEqual([]);
  });

  it('that cannot be kept costs nothing until then', () => {
    rmSync(join(folder, 'state'), { recursive: true });
    write('state', 'no folder');
    expect(names()).toEqual(['shell']);
  });
});

import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
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
  profiles = new HostProfiles({
    profilesDir: folder,
    ownProfilesDir: join(folder, 'own'),
    policy: policyOf({ file: undefined, roots: [folder], home: folder, env: {} }),
    enforcedBy: null,
    env: { PATH: '/usr/bin:/bin' },
    home: folder,
    version: '1',
    log: pino({ level: 'silent' }),
  });
});
afterEach(() => {
  profiles.unwatch();
  rmSync(folder, { recursive: true });
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

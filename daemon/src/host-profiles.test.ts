import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DroverError } from '@drover/protocol';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, it } from 'vitest';
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
beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'drover-host-')));
  writeFileSync(join(folder, 'shell.yaml'), PROFILE, { mode: 0o600 });
  profiles = new HostProfiles({
    profilesDir: folder,
    policy: policyOf({ file: undefined, roots: [folder], home: folder, env: {} }),
    enforcedBy: null,
    env: { PATH: '/usr/bin:/bin' },
    version: '1',
    log: pino({ level: 'silent' }),
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

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

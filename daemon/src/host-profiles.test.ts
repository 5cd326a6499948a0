import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_SIZE } from '@drover/protocol';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
    home: folder,
    version: '1',
    log: pino({ level: 'silent' }),
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

const plan = (profile: string, projectDir = folder) =>
  profiles.plan({
    sessionId: '3f2b8c1e-90ab-4cde-8f01-23456789abcd',
    profile,
    projectDir,
    task: null,
    prompt: null,
    size: DEFAULT_SIZE,
  });

describe('a plan', () => {
  it('is of one of the profiles', async () => {
    expect(await plan('shell')).toMatchObject({ argv: ['/bin/sh'], cwd: folder });
  });

  it.each(['absent', '/bin/sh', '/usr/bin/id', '../shell', 'shell.yaml', 'toString', '__proto__'])(
    '[B12] of the profile "%s" is refused with the names of those there are',
    async (profile) => {
      await expect(plan(profile)).rejects.toMatchObject({
        code: 'unknown_profile',
        message: 'This host has no profile of that name; it has shell.',
      });
    },
  );

  it('[B13] in a directory outside the roots is refused', async () => {
    await expect(plan('shell', '/etc')).rejects.toMatchObject({ code: 'path_outside_roots' });
  });
});

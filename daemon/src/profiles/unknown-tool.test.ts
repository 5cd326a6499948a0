import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HostProfiles } from '../host-profiles.ts';
import { policyOf } from '../policy/index.ts';
import { applySeeds, planLaunch, writeSessionFiles } from './index.ts';

/** Of a make that nothing in this repository has heard of: it says with what it was started, and what its settings hold. */
const ORACLE = `#!/bin/sh
printf '%s\\n' "$@"
printf 'in %s\\n' "$PWD"
printf 'mood %s\\n' "$ORACLE_MOOD"
cat "$ORACLE_SETTINGS"
`;

const PROFILE = `
name: oracle
displayName: Oracle
color: "#334455"
binary: oracle
auth: { any: [ORACLE_KEY], required: true }
passEnv: [ORACLE_MOOD, ORACLE_KEY]
commands:
  new: ["{binary}", ask, ["--with", "{model}"], ["--id={conversationId}"], ["--", "{prompt}"]]
  resume: ["{binary}", recall, "{conversationId}"]
env:
  ORACLE_SETTINGS: "{sessionFiles}/settings.json"
sessionFiles:
  - name: settings.json
    json: { place: "{directory}", tell: "{signalsUrl}/hook" }
seed:
  - path: ~/.oracle.json
    add: { trusted: { "{directory}": true } }
`;

let home: string;
beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), 'drover-oracle-')));
  for (const folder of ['bin', 'profiles', 'work']) mkdirSync(join(home, folder));
  writeFileSync(join(home, 'bin/oracle'), ORACLE, { mode: 0o755 });
  writeFileSync(join(home, 'profiles/oracle.yaml'), PROFILE, { mode: 0o600 });
});
afterEach(() => rmSync(home, { recursive: true }));

const machine = (env: Record<string, string>) =>
  new HostProfiles({
    profilesDir: join(home, 'profiles'),
    ownProfilesDir: null,
    stateDir: join(home, 'state'),
    policy: policyOf({ file: undefined, roots: [home], home, env: {} }),
    enforcedBy: null,
    env: { PATH: `${home}/bin:/usr/bin:/bin`, ...env },
    home,
    version: '1',
    log: pino({ level: 'silent' }),
  });

it('runs a tool that it has never heard of, from its profile alone', async () => {
  const env = { PATH: `${home}/bin:/usr/bin:/bin`, ORACLE_MOOD: 'calm', ORACLE_KEY: 'k' };
  const directory = join(home, 'work');
  const launch = planLaunch({
    profile: machine(env).permitted('oracle', true),
    ...{ directory, home, hostEnv: env, sessionId: 'session-1', model: 'bones', prompt: '--will it rain?' },
    conversation: { kind: 'new', conversationId: 'c-1' },
    sessionFiles: join(home, 'files'),
    signalsUrl: 'http://127.0.0.1:1/s/x',
    shellIntegration: '/nowhere',
  });
  await writeSessionFiles(join(home, 'files'), launch.files);
  expect(applySeeds(launch.seeds)).toEqual([]);
  const [program, ...args] = launch.argv;
  const { stdout } = spawnSync(program, args, { env: launch.env, cwd: launch.cwd, encoding: 'utf8' });
  const [settings, ...said] = [stdout.slice(stdout.indexOf('{')), ...stdout.split('\n').slice(0, 8)];
  expect(said).toEqual([
    ...['ask', '--with', 'bones', '--id=c-1', '--', '--will it rain?'],
    ...[`in ${directory}`, 'mood calm'],
  ]);
  expect(JSON.parse(settings)).toEqual({ place: directory, tell: 'http://127.0.0.1:1/s/x/hook' });
  expect(JSON.parse(readFileSync(join(home, '.oracle.json'), 'utf8'))).toEqual({
    trusted: { [directory]: true },
  });
});

it('tells the hub what that tool can do, and what it lacks', () => {
  const [profile] = machine({}).facts().profiles;
  expect(profile).toMatchObject({
    name: 'oracle',
    unavailable: 'No login was found: set ORACLE_KEY where the daemon runs.',
    acceptsPrompt: true,
    acceptsModel: true,
    resumes: { newest: false, picked: true },
  });
  expect(() => machine({}).permitted('oracle', false)).toThrow(
    expect.objectContaining({ code: 'profile_unavailable' }),
  );
});

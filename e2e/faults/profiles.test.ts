import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Host, HostFacts } from '@drover/protocol';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Stage } from '../harness/stage.ts';
import { WatchedSession } from '../harness/watched-session.ts';

/** Of a make that no code knows. */
const ORACLE = `name: oracle
displayName: Oracle
color: "#334455"
binary: sh
commands:
  new: ["{binary}", "-c", "echo it says \\"$1\\"; exec cat", oracle, ["-{prompt}"]]
`;

/** Waits, and its profile alone knows by what that is seen. */
const ASKER = String.raw`name: asker
displayName: Asker
color: "#334455"
binary: sh
commands:
  new: ["{binary}", "-c", "printf '\\033]0;well?\\007'; exec cat"]
activity:
  title:
    - { pattern: "^well", state: waiting, reason: question }
`;

/** The fallback look of a daemon that is not told of changes comes every 10 s. */
const SOON = { timeout: 30_000 };

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.expectInvariants());
afterAll(() => stage[Symbol.asyncDispose]());

/** Writes into the person's own folder of profiles. */
function write(name: string, content: string): void {
  const file = join(stage.drover.home, '.config/drover/profiles', name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, content, { mode: 0o600 });
}

async function facts(): Promise<HostFacts | null | undefined> {
  const { hosts } = await stage.person.ask<{ hosts: Host[] }>('GET', '/hosts');
  return hosts[0]?.facts;
}

const oracle = async () => (await facts())?.profiles.find(({ name }) => name === 'oracle');
const faults = async () => (await facts())?.profileFaults.map(({ message }) => message);

it('[B56] a new tool needs a file and no restart, and stays in use after a bad edit', async () => {
  expect(await oracle()).toBeUndefined();
  write('oracle.yaml', ORACLE.replace('-{prompt}', 'said: {prompt}'));
  await expect.poll(oracle, SOON).toMatchObject({ unavailable: null, acceptsPrompt: true });

  write('oracle.yaml', 'name: [');
  const words = expect.stringMatching(/^oracle\.yaml:1: .*\(the last good version stays in use\)$/);
  await expect.poll(faults, SOON).toContainEqual(words);
  const projectDir = await stage.drover.createProject('delphi');
  const { sessionId } = await stage.person.spawn({
    profile: 'oracle',
    projectDir,
    prompt: '--will it rain?',
  });
  const viewer = stage.view(sessionId);
  await viewer.shows('it says said: --will it rain?');
  viewer.type('\x04');
  stage.expectExact(viewer);

  write('oracle.yaml', ORACLE.replace('-{prompt}', 'said: {prompt}').replace('Oracle', 'Delphi'));
  await expect.poll(oracle, SOON).toMatchObject({ displayName: 'Delphi' });
  expect(await faults()).toEqual([]);
});

it('[B57] [B59] [B60] [B63] a profile with every mistake is left out with file and line, and hurts no other', async () => {
  write(
    'wrong.yaml',
    `${ORACLE.replace('name: oracle', 'name: wrong').replace('new:', 'new: sh -c\n  resumeNewest:')}env:
  LD_PRELOAD: /x.so
  HOST_TOKEN: x
  A: "{nobody}"
activity:
  screen:
    - { pattern: "(a+)+(?=b)", state: idle }
`,
  );
  write('wrong.local.yaml', 'binary: sh -c\n');
  await expect
    .poll(faults, SOON)
    .toEqual(
      expect.arrayContaining([
        expect.stringContaining('wrong.yaml:6: commands.new: must be a list of arguments'),
        expect.stringContaining('wrong.yaml:7: commands.resumeNewest.4.0: a prompt that begins with "-"'),
        expect.stringContaining('wrong.local.yaml:1: binary: must be the name of a program'),
        expect.stringContaining('wrong.yaml:9: env.LD_PRELOAD: LD_PRELOAD can make programs run other code'),
        expect.stringContaining('wrong.yaml:10: env.HOST_TOKEN: HOST_TOKEN is set by Drover itself'),
        expect.stringContaining('wrong.yaml:11: env.A: unknown placeholder {nobody}'),
        expect.stringContaining('wrong.yaml:14: activity.screen.0.pattern: is no regular expression of RE2'),
      ]),
    );
  expect((await facts())?.profiles.map(({ name }) => name)).not.toContain('wrong');
  expect(await oracle()).toBeDefined();
});

it('[B56] [F2] a broken or removed profile costs a running session nothing when the daemon is started again', async () => {
  write('asker.yaml', ASKER);
  const profile = async () => (await facts())?.profiles.find(({ name }) => name === 'asker');
  await expect.poll(profile, SOON).toBeDefined();
  const session = await WatchedSession.start(stage, { profile: 'asker' });
  const waits = { state: 'waiting', reason: 'question', evidence: { source: 'title' } };
  await session.does(waits);
  const restart = () =>
    session.viewer.comesBackAfter(async () => {
      await stage.drover.daemon.kill();
      await stage.drover.startDaemon();
    });

  write('asker.yaml', 'name: [');
  await restart();
  await expect.poll(profile, SOON).toMatchObject({ unavailable: null });
  const words = expect.stringMatching(/^asker\.yaml:1: .*\(the last good version stays in use\)$/);
  await expect.poll(faults, SOON).toContainEqual(words);
  await session.does(waits);

  rmSync(join(stage.drover.home, '.config/drover/profiles/asker.yaml'));
  await restart();
  await expect.poll(profile, SOON).toBeUndefined();
  await session.does(waits);
  session.viewer.type('\x04');
});

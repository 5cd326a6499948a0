import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import { Stage } from '../harness/stage.ts';

let stage: Stage;
beforeAll(async () => {
  stage = await Stage.open();
});
afterEach(() => stage.expectInvariants());
afterAll(() => stage[Symbol.asyncDispose]());

/** What the hub answers to a start that must not be. */
const refusal = (wish: { profile?: string; projectDir: string }) =>
  stage.person.spawn({ profile: 'bash', ...wish }).then(
    () => 'started',
    (error: Error) => /\d{3} .*"code":"(\w+)"/.exec(error.message)?.[1],
  );

it('[B12] [B13] a start that must not be is refused by the host, and leaves no session', async () => {
  const { projectsRoot, home } = stage.drover;
  const project = await stage.drover.createProject('real');
  writeFileSync(join(projectsRoot, 'file'), '');
  symlinkSync('/etc', join(projectsRoot, 'leads-out'));
  mkdirSync(`${projectsRoot}2`);
  const outside = ['/etc', '../..', '~', home, '/', `${projectsRoot}/../..`, `${projectsRoot}2`];
  for (const projectDir of [...outside, join(projectsRoot, 'leads-out'), `${projectsRoot}/leads-out/..`]) {
    expect(await refusal({ projectDir }), projectDir).toBe('path_outside_roots');
  }
  expect(await refusal({ projectDir: join(projectsRoot, 'file') })).toBe('not_a_directory');
  expect(await refusal({ projectDir: join(projectsRoot, 'absent') })).toBe('not_found');
  for (const profile of ['absent', '/bin/sh', '/usr/bin/id']) {
    expect(await refusal({ profile, projectDir: project })).toBe('unknown_profile');
  }
  expect(await stage.person.ask('GET', '/sessions')).toEqual({ sessions: [] });
});

it('[B32] a viewer that comes with the epoch of another spool is reset, and told so', async () => {
  const { viewer } = await stage.bash();
  viewer.type('echo on""ce\r');
  await viewer.shows('once');
  await viewer.comesBackAfter(() => {
    viewer.epoch = 'ff'.repeat(8);
    viewer.offset = 5;
    return viewer.attach();
  });
  expect(viewer.resets).toEqual(['start', 'epoch']);
  await viewer.shows('once');
  stage.expectExact(viewer);
});

it('[B35] a viewer without control changes no size, until it takes control', async () => {
  const { sessionId, viewer } = await stage.bash({ size: { cols: 100, rows: 30 } });
  const other = stage.view(sessionId, { size: { cols: 50, rows: 20 } });
  await other.until(() => other.state?.viewers === 2);
  for (let i = 0; i < 1_000; i++) other.resize({ cols: 20 + (i % 50), rows: 10 });
  other.resize({ cols: 66, rows: 16 });
  other.type('echo ty""ped\r');
  await other.until(() => other.inputResults.length > 0);
  expect(other.inputResults[0]?.refused?.code).toBe('not_controller');
  viewer.type('stty size\r');
  await viewer.shows('30 100');
  await other.takeControl();
  await viewer.until(() => viewer.terminal.cols === 66 && viewer.terminal.rows === 16);
  expect(viewer.text).not.toContain('typed');
});

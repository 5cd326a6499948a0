import { randomUUID } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Host, Session } from '@drover/protocol';
import { expect, it } from 'vitest';
import { holderSockets } from '../harness/holder.ts';
import { Stage } from '../harness/stage.ts';

/** What the hub answers to a wish to start a session: the code of its refusal, or `started`. */
async function spawn(stage: Stage, wish: Record<string, unknown>): Promise<string> {
  const { hosts } = await stage.person.ask<{ hosts: Host[] }>('GET', '/hosts');
  const body = { commandId: randomUUID(), hostId: hosts[0]?.hostId, ...wish };
  const answer = await fetch(`${stage.drover.url}/api/sessions`, {
    method: 'POST',
    headers: { cookie: stage.person.cookie, origin: stage.drover.url, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const { error } = (await answer.json()) as { error?: { code: string } };
  return error?.code ?? 'started';
}

async function expectNothingStarted(stage: Stage): Promise<void> {
  const { sessions } = await stage.person.ask<{ sessions: Session[] }>('GET', '/sessions');
  expect(sessions).toEqual([]);
  expect(holderSockets(stage.drover)).toEqual([]);
}

it('[B12] spawning an arbitrary binary', async () => {
  await using stage = await Stage.open();
  const projectDir = await stage.drover.createProject('project');
  for (const profile of [
    '/usr/bin/id',
    'id',
    'sh',
    'bash; id',
    '../../bin/id',
    'bash\n',
    '$(id)',
    '',
    'x'.repeat(40),
  ]) {
    expect(await spawn(stage, { profile, projectDir }), profile).toBe('unknown_profile');
  }
  const bash = { profile: 'bash', projectDir };
  for (const more of [
    { command: ['/usr/bin/id'] },
    { argv: ['id'] },
    { env: { LD_PRELOAD: '/tmp/evil.so' } },
    { shell: '/usr/bin/id' },
  ]) {
    expect(await spawn(stage, { ...bash, ...more }), JSON.stringify(more)).toBe('invalid_body');
  }
  await expectNothingStarted(stage);
});

it('[B13] spawning in /etc, through a symlink, in a root’s prefix twin', async () => {
  await using stage = await Stage.open();
  const { projectsRoot } = stage.drover;
  const project = await stage.drover.createProject('project');
  mkdirSync(`${projectsRoot}2`);
  mkdirSync(join(projectsRoot, 'inner'));
  writeFileSync(join(projectsRoot, 'file'), '');
  symlinkSync('/etc', join(projectsRoot, 'link'));
  symlinkSync(`${projectsRoot}2`, join(projectsRoot, 'twin'));
  const refusals: [string, string][] = [
    ['/etc', 'path_outside_roots'],
    ['/', 'path_outside_roots'],
    [`${projectsRoot}/link`, 'path_outside_roots'],
    [`${projectsRoot}/link/..`, 'path_outside_roots'],
    [`${projectsRoot}/link/ssh`, 'path_outside_roots'],
    [`${projectsRoot}/../..`, 'path_outside_roots'],
    [`${project}/../../../../../../../../etc`, 'path_outside_roots'],
    [`${projectsRoot}2`, 'path_outside_roots'],
    [`${projectsRoot}/twin`, 'path_outside_roots'],
    [`${projectsRoot}/file`, 'not_a_directory'],
    [`${projectsRoot}/absent`, 'not_found'],
    ['~', 'path_outside_roots'],
    ['../..', 'path_outside_roots'],
  ];
  for (const [projectDir, code] of refusals) {
    const refusal = await spawn(stage, { profile: 'bash', projectDir });
    expect(['path_outside_roots', 'not_a_directory', 'not_found'], projectDir).toContain(refusal);
    expect(refusal, projectDir).toBe(code);
  }
  await expectNothingStarted(stage);
  expect(await spawn(stage, { profile: 'bash', projectDir: join(projectsRoot, 'inner') })).toBe('started');
});

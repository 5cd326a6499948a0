import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '@drover/protocol';
import { expect, it } from 'vitest';
import { GovernedMachine } from '../harness/governed-machine.ts';

const refusal = (status: number, code: string, words: string) => ({
  status,
  body: { error: { code, message: expect.stringContaining(words) } },
});

it('[B18] a policy that permits no shells is told, and no hub can start one', async () => {
  await using machine = await GovernedMachine.by('shells: false');
  expect(await machine.spawn()).toMatchObject(refusal(403, 'denied_by_host_policy', 'no plain shells'));
  expect(await machine.active()).toEqual([]);
  const { policy, profiles } = await machine.facts();
  expect(policy).toMatchObject({ file: join(machine.daemon.folder, 'policy.yaml'), shells: false });
  expect(profiles.find(({ name }) => name === 'bash')?.unavailable).toContain('no plain shells');
});

it('[B18] a policy that names profiles forbids all others', async () => {
  await using machine = await GovernedMachine.by('profiles: [claude]');
  expect(await machine.spawn()).toMatchObject(
    refusal(403, 'denied_by_host_policy', 'does not permit this profile'),
  );
});

it('[B18] a policy for one session at a time refuses a second, and leaves no row of it', async () => {
  await using machine = await GovernedMachine.by('maxSessions: 1');
  expect(await machine.spawn()).toMatchObject({ status: 201 });
  expect(await machine.spawn()).toMatchObject(
    refusal(429, 'too_many_sessions', 'as many sessions as it may (1)'),
  );
  expect(await machine.active()).toHaveLength(1);
});

it('[B18] a policy without input has each frame refused', async () => {
  await using machine = await GovernedMachine.by('input: false');
  const { body } = await machine.spawn();
  const { sessionId } = body as Session;
  const viewer = machine.view(sessionId);
  await viewer.until(() => viewer.bytes.includes('projects'));
  const seqs = [viewer.type('echo one\r'), viewer.type('echo two\r')];
  await viewer.until(() => viewer.inputResults.length === 2);
  expect(viewer.inputResults.map(({ seq, refused }) => [seq, refused?.code])).toEqual(
    seqs.map((seq) => [seq, 'denied_by_host_policy']),
  );
});

it('[B13] the roots of a policy hold against links, twins and detours', async () => {
  await using machine = await GovernedMachine.by('roots: [~/projects]');
  const { projectsRoot, folder } = machine.daemon;
  for (const name of ['projects2', 'projects/inner']) mkdirSync(join(folder, name));
  symlinkSync('/etc', join(projectsRoot, 'link'));
  writeFileSync(join(projectsRoot, 'file'), '');
  const outside = ['/etc', '~', folder, `${projectsRoot}2`, 'projects', join(projectsRoot, 'link')];
  for (const projectDir of [...outside, `${projectsRoot}/inner/../..`, `${projectsRoot}/link/..`]) {
    expect(await machine.spawn({ projectDir })).toMatchObject(refusal(422, 'path_outside_roots', ''));
  }
  expect(await machine.spawn({ projectDir: join(projectsRoot, 'file') })).toMatchObject({ status: 422 });
  expect(await machine.spawn({ projectDir: `${projectsRoot}/inner/../inner` })).toMatchObject({
    status: 201,
  });
});

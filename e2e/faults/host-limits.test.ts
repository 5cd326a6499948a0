import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Session } from '@drover/protocol';
import { expect, it } from 'vitest';
import { GovernedMachine } from '../harness/governed-machine.ts';
import { isAlive } from '../harness/proc.ts';
import { LONG } from '../harness/stage.ts';

it('[F38] a daemon that runs out of open files refuses more sessions, and those that run are fine', async () => {
  const files = LONG ? 256 : 110;
  await using machine = await GovernedMachine.by('{}', ['bash', '-c', `ulimit -n ${files}; exec "$0" "$@"`]);
  const sessions: Session[] = [];
  let answer = await machine.spawn();
  for (; answer.status === 201 && sessions.length < files; answer = await machine.spawn()) {
    sessions.push(answer.body as Session);
  }
  expect(answer).toMatchObject({
    status: 429,
    body: { error: { code: 'too_many_sessions', message: expect.stringContaining('ulimit -n') } },
  });
  expect(sessions.length).toBeGreaterThan(LONG ? 64 : 10);
  const viewer = machine.view(sessions[0]?.sessionId ?? '');
  await viewer.until(() => viewer.bytes.includes('projects'));
  viewer.type('echo still""here\r');
  await viewer.shows('stillhere');
  expect(await machine.active()).toHaveLength(sessions.length);
  expect(machine.daemon.program.output).not.toContain('EMFILE');
});

it('[F13] a policy with a mistake in it stops the daemon in words, and no session; mended, it goes on', async () => {
  await using machine = await GovernedMachine.by('maxSessions: 3');
  const { sessionId } = (await machine.spawn()).body as Session;
  const holder = join(machine.daemon.stateDir, 'sessions', sessionId, 'holder.json');
  const { agentPid } = JSON.parse(readFileSync(holder, 'utf8'));

  machine.daemon.writePolicy('maxSessions: 3\nmaxSesions: 4');
  await machine.daemon.replace();
  await expect.poll(() => machine.daemon.program.exit).toBe(78);
  expect(machine.daemon.program.output).toContain('policy.yaml:2: unknown key "maxSesions"');
  expect(isAlive(agentPid)).toBe(true);

  machine.daemon.writePolicy('maxSessions: 4');
  await machine.daemon.replace();
  await machine.daemon.program.told('connected');
  await expect.poll(() => machine.active()).toMatchObject([{ sessionId, status: 'running' }]);
  expect(isAlive(agentPid)).toBe(true);
});

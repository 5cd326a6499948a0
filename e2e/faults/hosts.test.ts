import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { AuditPage, Host, RegisteredHost, Session } from '@drover/protocol';
import { expect, it, onTestFinished } from 'vitest';
import { RecordedDaemon } from '../../hub/src/testing/recorded-daemon.ts';
import { holderSockets } from '../harness/holder.ts';
import { isAlive } from '../harness/proc.ts';
import { produce } from '../harness/produced.ts';
import { Stage } from '../harness/stage.ts';
import { Viewer } from '../harness/viewer.ts';

const NEWER_DAEMON = join(import.meta.dirname, '../harness/newer-daemon.ts');

/** All sessions there ever were in a state folder. */
const sessionsIn = (stateDir: string): string[] => {
  const folder = join(stateDir, 'sessions');
  return existsSync(folder) ? readdirSync(folder) : [];
};

it('[F64] of two daemons with one token the first keeps the host, and a command is carried out once', async () => {
  await using stage = await Stage.open();
  const machine = await stage.join('beta');
  const first = machine.daemon;
  const { viewer } = await stage.bashOn(machine);
  const elsewhere = `${machine.stateDir}-elsewhere`;
  const refused = 'Another daemon is connected with this token';
  const twin = await machine.start({ stateDir: elsewhere, refused });
  expect(await machine.host()).toMatchObject({ online: true, refused: { code: 'host_already_connected' } });
  const { lines } = await stage.person.ask<AuditPage>('GET', '/audit?action=host_already_connected');
  expect(lines).toMatchObject([{ actor: machine.hostId }]);
  await machine.bash();
  expect(holderSockets(machine)).toHaveLength(2);
  expect(sessionsIn(elsewhere)).toEqual([]);
  viewer.type('echo still ""here\r');
  await viewer.shows('still here');
  expect(viewer.arrivals).toBe(1);
  viewer.close();
  await twin.stop();

  // The first is asked for a session in its sleep; the twin that takes its place meanwhile is not.
  first.suspend();
  const asked = machine.bash().catch((error: Error) => error.message);
  await machine.start({ stateDir: elsewhere });
  expect(await machine.host()).toMatchObject({ online: true, refused: null });
  expect(await asked).toContain('may have started');
  first.resume();
  await first.says('lost the hub');
  expect(sessionsIn(elsewhere)).toEqual([]);
});

it('[F26] a daemon of the protocol before is seen, typed into and stopped as any other', async () => {
  await using stage = await Stage.open();
  const { host, host_token = '' } = await stage.person.ask<RegisteredHost>('POST', '/hosts', {
    name: 'older',
  });
  const daemon = await RecordedDaemon.arrive(stage.drover.url, host_token);
  onTestFinished(() => daemon.socket.close());
  const wish = { profile: 'bash', projectDir: '/home/ada/projects/fence', hostId: host.hostId };
  const { sessionId } = await stage.person.spawn(wish);
  const viewer = new Viewer(stage.person, sessionId);
  onTestFinished(() => viewer.close());
  await viewer.shows('$');
  viewer.type('echo recorded\r');
  await viewer.shows('recorded');
  await viewer.until(() => viewer.inputResults.length > 0);
  expect(viewer.inputResults).toMatchObject([{ seq: 1, refused: null }]);
  expect(viewer.faults).toEqual([]);
  expect(await stage.person.stop(sessionId)).toMatchObject({ status: 'exited' });
  expect(daemon.refused).toEqual([]);
});

it('[F26] a newer daemon is told what to do, and its sessions are not touched', async () => {
  await using stage = await Stage.open();
  const machine = await stage.join('beta');
  const { sessionId, viewer, holder } = await stage.bashOn(machine);
  viewer.type(produce(640_000, 100_000));
  await viewer.until(() => viewer.offset > 50_000);

  await machine.daemon.stop();
  await machine.start({ main: NEWER_DAEMON, refused: 'upgrade the hub' });
  const told: Host = await machine.host();
  expect(told).toMatchObject({ online: false, refused: { code: 'upgrade_hub' } });
  expect(told.refused?.message).toMatch(/This daemon speaks protocol \d+, this hub \d+ to \d+/);
  const session: Session = await stage.person.session(sessionId);
  expect(session.status).toBe('running');
  expect(isAlive(holder.agentPid)).toBe(true);

  await machine.daemon.stop();
  await machine.start();
  expect(await machine.host()).toMatchObject({ online: true, refused: null });
  await viewer.shows('finished');
  stage.expectExact(viewer, { produced: 640_000 });
});

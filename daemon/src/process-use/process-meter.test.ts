import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Session } from '../sessions/session.ts';
import { SessionRig } from '../testing/session-rig.ts';
import { ProcessMeter } from './process-meter.ts';

let rig: SessionRig;
let meter: ProcessMeter;
beforeEach(() => {
  rig = new SessionRig();
  meter = new ProcessMeter();
});
afterEach(() => rig.dispose());

const useOf = async (session: Session) => (await meter.measure([session]))[0];

it('counts the processes of a session, its children and what left its terminal, and none of its neighbours', async () => {
  const session = await rig.spawn(['bash', '-c', 'sleep 60 & setsid -f sleep 60; wait']);
  const neighbour = await rig.spawn(['cat']);
  await expect.poll(async () => (await useOf(session))?.processes).toBe(3);
  const [own, other] = await meter.measure([session, neighbour]);
  expect(own?.memoryBytes).toBeGreaterThan(1_000_000);
  expect(other).toMatchObject({ sessionId: neighbour.sessionId, processes: 1 });
});

it('tells how busy they are since it was last asked', async () => {
  const busy = await rig.spawn(['sh', '-c', 'while :; do :; done']);
  const idle = await rig.spawn(['cat']);
  await expect.poll(async () => (await meter.measure([busy, idle]))[0]?.cpu).toBeGreaterThan(0.1);
  expect((await meter.measure([idle]))[0]?.cpu).toBeLessThan(0.1);
});

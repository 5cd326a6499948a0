import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { type Fleet, type HubState, PROTOCOL_VERSION, socketParser, UI_NAMESPACE } from '@drover/protocol';
import { io } from 'socket.io-client';
import { expect, it, onTestFinished } from 'vitest';
import type { Person } from '../harness/person.ts';
import { SmallDisk } from '../harness/small-disk.ts';
import { Stage } from '../harness/stage.ts';

const MiB = 1024 * 1024;
const HUB_MAIN = path.join(import.meta.dirname, '../../hub/src/main.ts');

/** What a page is told of the hub, the newest last. */
function hubStates({ url, cookie }: Person): HubState[] {
  const told: HubState[] = [];
  const socket = io(url + UI_NAMESPACE, {
    parser: socketParser,
    transports: ['websocket'],
    auth: { protocol: PROTOCOL_VERSION },
    extraHeaders: { origin: url, cookie },
  });
  onTestFinished(() => void socket.close());
  socket.on('fleet', ({ hub }: Fleet) => told.push(hub));
  socket.on('hub', (hub: HubState) => told.push(hub));
  return told;
}

it('[F28] a full disk of the hub refuses changes in words, keeps reads and terminals going, and ends by itself', async ({
  skip,
}) => {
  await using disk = await SmallDisk.mount(24 * MiB, skip);
  await using stage = await Stage.open({ hubDisk: disk, expectedErrors: /the disk takes nothing/ });
  const { person, drover } = stage;
  const { sessionId, viewer } = await stage.bash();
  const states = hubStates(person);
  const ready = async () => (await fetch(`${person.url}/api/ready`)).status;
  await expect.poll(() => states.at(-1)).toEqual({ storageFull: false, release: null });

  disk.fill();
  await expect.poll(() => states.at(-1)).toEqual({ storageFull: true, release: null });
  expect(await ready()).toBe(503);
  await expect(stage.person.bash(drover)).rejects.toThrow('503 {"error":{"code":"storage_full"');
  expect(await person.session(sessionId)).toMatchObject({ status: 'running' });
  expect(await person.ask('GET', '/hosts')).toMatchObject({ hosts: [{ online: true }] });
  viewer.type('echo still""here\r');
  await viewer.shows('stillhere');
  const late = stage.view(sessionId);
  await late.shows('stillhere');

  disk.free();
  await expect.poll(() => states.at(-1)).toEqual({ storageFull: false, release: null });
  expect(await ready()).toBe(200);
  await stage.bash();
  const check = [...disk.within, process.execPath, HUB_MAIN, 'check', '--data-dir', disk.path];
  const { stdout } = await promisify(execFile)(check[0] ?? '', check.slice(1));
  expect(stdout).toContain('The database is whole');
});

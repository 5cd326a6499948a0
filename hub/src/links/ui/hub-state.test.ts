import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Fleet, HubState } from '@drover/protocol';
import { expect, it } from 'vitest';
import { TestHub } from '../../testing/test-hub.ts';

it('a newer release is told to pages that are open, and to those that come', async () => {
  const url = 'https://forge.example/drover/releases/v999.0.0';
  const forge = createServer((_request, response) =>
    response.end(JSON.stringify({ tag_name: 'v999.0.0', html_url: url })),
  ).listen(0, '127.0.0.1');
  await new Promise((resolve) => forge.once('listening', resolve));
  const { port } = forge.address() as AddressInfo;
  await using hub = await TestHub.start({ releasesUrl: `http://127.0.0.1:${port}` });
  await hub.setUp();
  const early = await hub.viewer();
  expect((await early.take<Fleet>('fleet')).hub).toEqual({ storageFull: false, release: null });
  await hub.hub.operations.upkeep.run();
  const state = { storageFull: false, release: { version: '999.0.0', url } };
  expect(await early.take<HubState>('hub')).toEqual(state);
  const late = await hub.viewer();
  expect((await late.take<Fleet>('fleet')).hub).toEqual(state);
  forge.close();
});

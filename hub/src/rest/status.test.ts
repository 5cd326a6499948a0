import { HubStatus } from '@drover/protocol';
import { describe, expect, it } from 'vitest';
import { TestHub } from '../testing/test-hub.ts';

describe('the status of the hub', () => {
  it('tells its disk and its newest backup', async () => {
    await using hub = await TestHub.start({ publicUrl: 'https://drover.example' });
    await hub.setUp();
    const status = async () => HubStatus.parse((await hub.ask({ path: '/api/status' })).body);
    expect(await status()).toMatchObject({
      url: 'https://drover.example',
      lastBackupAt: null,
      release: { checked: false, newest: null },
    });
    await hub.hub.operations.upkeep.run();
    const { lastBackupAt, databaseBytes, diskFreeBytes } = await status();
    expect(Date.now() - (lastBackupAt ?? 0)).toBeLessThan(60_000);
    expect(databaseBytes).toBeGreaterThan(4_096);
    expect(diskFreeBytes).toBeGreaterThan(0);
  });

  it('is not ready while something keeps it from its work, and says what', async () => {
    await using hub = await TestHub.start();
    expect((await hub.ask({ path: '/api/ready' })).body).toEqual({ ready: true, problems: [] });
    hub.hub.operations.problems = () => ['The disk of the hub is full: nothing can be kept.'];
    expect(await hub.ask({ path: '/api/ready' })).toMatchObject({
      status: 503,
      body: { ready: false, problems: ['The disk of the hub is full: nothing can be kept.'] },
    });
  });
});

import { describe, expect, it } from 'vitest';
import { ask } from '../testing/http-client.ts';
import { data, resume, watched } from '../testing/watched.ts';

describe('the metrics', () => {
  it('tell what the hub does, and nothing of whom and what', async () => {
    const { hub, daemon, viewer, session, attachId } = await watched();
    await using _ = hub;
    daemon.frame(resume(attachId));
    daemon.frame(data(attachId, 0, 'my secret plans'));
    await viewer.frame();
    await viewer.frame();
    const { status, headers, body } = await hub.ask({ path: '/metrics' });
    const lines = String(body).split('\n');
    expect([status, headers['content-type']]).toEqual([200, expect.stringContaining('text/plain; version=')]);
    expect(lines).toEqual(
      expect.arrayContaining([
        'drover_connections{kind="ui"} 1',
        'drover_connections{kind="daemon"} 1',
        'drover_hosts{state="online"} 1',
        `drover_sessions{status="${session.status}"} 1`,
        'drover_sessions_by_activity{activity="unknown"} 1',
        'drover_attachments 1',
        'drover_storage_full 0',
        expect.stringMatching(/^drover_relayed_bytes_total\{direction="output"\} [1-9]/),
        expect.stringMatching(/^drover_database_bytes [1-9]/),
        expect.stringMatching(/^drover_info\{version="[\d.]+"\} 1$/),
        expect.stringMatching(/^nodejs_eventloop_lag_p99_seconds /),
        expect.stringMatching(/^process_cpu_seconds_total /),
      ]),
    );
    expect(body).not.toMatch(/secret|atlas|ada/);
    viewer.close();
    await expect
      .poll(async () => (await hub.ask({ path: '/metrics' })).body)
      .toContain('drover_connections{kind="ui"} 0');
    expect((await hub.ask({ path: '/metrics' })).body).toContain('drover_attachments 0');
  });

  it('tell how old the newest backup is, once there is one', async () => {
    const { hub } = await watched();
    await using _ = hub;
    expect((await hub.ask({ path: '/metrics' })).body).not.toMatch(/^drover_backup_age_seconds/m);
    await hub.hub.operations.upkeep.run();
    expect((await hub.ask({ path: '/metrics' })).body).toMatch(/^drover_backup_age_seconds \d/m);
  });

  it('[B1] are for those who are logged in', async () => {
    const { hub } = await watched();
    await using _ = hub;
    expect(await ask(hub.port, { path: '/metrics' })).toMatchObject({ status: 401 });
  });
});

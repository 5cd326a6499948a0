import { randomBytes } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { TestHub } from '../../hub/src/testing/test-hub.ts';
import { Program } from '../harness/program.ts';

const DAEMON_MAIN = join(import.meta.dirname, '../../daemon/src/main.ts');

it('[P27] a daemon that its hub does not know comes in as soon as it does', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'drover-e2e-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  mkdirSync(join(folder, 'projects'));
  const token = randomBytes(32).toString('hex');
  writeFileSync(join(folder, 'token'), token, { mode: 0o600 });
  await using hub = await TestHub.start();
  const flags = {
    '--state-dir': join(folder, 'daemon'),
    '--hub-url': hub.url,
    '--token-file': join(folder, 'token'),
    '--projects-root': join(folder, 'projects'),
  };
  const env = { PATH: process.env.PATH ?? '', HOME: folder };
  const daemon = new Program({ name: 'daemon', main: DAEMON_MAIN, args: Object.entries(flags).flat(), env });
  onTestFinished(() => daemon.stop());
  await expect.poll(() => daemon.output).toContain('This is not the token of any host');
  hub.hub.hosts.register('late', token, { userId: 'hub', address: '127.0.0.1' });
  await daemon.told('connected');
});

import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHub } from '../hub.ts';
import { runHub } from '../testing/run-hub.ts';
import { ADA } from '../testing/test-hub.ts';
import { configFromCommandLine } from './cli.ts';
import { refuseOpenLine } from './exposure.ts';
import { StartError } from './start-error.ts';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(path.join(os.tmpdir(), 'drover-exposure-'));
});
afterEach(() => rmSync(dataDir, { recursive: true }));

function config(flags: string[], env: NodeJS.ProcessEnv = {}) {
  const config = configFromCommandLine(['--data-dir', dataDir, '--port', '0', ...flags], env);
  if (!config) throw new Error('these flags ask for help only');
  return { ...config, logLevel: 'silent' as const };
}

/** Null when the hub would start. */
function refusal(flags: string[], env?: NodeJS.ProcessEnv): StartError | null {
  try {
    refuseOpenLine(config(flags, env));
    return null;
  } catch (error) {
    if (error instanceof StartError) return error;
    throw error;
  }
}

describe('a hub that other machines reach', () => {
  it.each([['0.0.0.0'], ['::'], ['192.168.1.7'], ['my-laptop']])(
    '[B67] is refused on %s without an encrypted line, with three ways forward',
    (bind) => {
      const error = refusal(['--bind', bind]);
      expect(error?.exitCode).toBe(78);
      expect(error?.message.split('\n').slice(1)).toEqual([
        expect.stringContaining('--tls-cert'),
        expect.stringContaining('--trusted-proxies'),
        expect.stringContaining('--insecure-lan'),
      ]);
    },
  );

  it.each([['127.0.0.1'], ['127.1.2.3'], ['::1'], ['localhost']])('[B67] is none on %s', (bind) => {
    expect(refusal(['--bind', bind])).toBeNull();
  });

  it('[B67] may serve https, stand behind a proxy that does, or say that it trusts its network', () => {
    const open = ['--bind', '0.0.0.0'];
    const https = { PUBLIC_URL: 'https://drover.example' };
    expect(refusal([...open, '--tls-cert', 'a', '--tls-key', 'b'])).toBeNull();
    expect(refusal([...open, '--trusted-proxies', '10.0.0.1'], https)).toBeNull();
    expect(refusal([...open, '--insecure-lan'])).toBeNull();
    expect(refusal([...open, '--published-on-loopback'])).toBeNull();
    expect(refusal(open, https)).not.toBeNull();
    expect(refusal([...open, '--trusted-proxies', '10.0.0.1'])).not.toBeNull();
    const plain = { PUBLIC_URL: 'http://drover.example' };
    expect(refusal([...open, '--trusted-proxies', '10.0.0.1'], plain)).not.toBeNull();
  });

  it('[B67] needs an account first, unless only this machine reaches it', async () => {
    const flags = ['--bind', '0.0.0.0', '--insecure-lan'];
    expect(() => createHub(config(flags))).toThrow(
      expect.objectContaining({
        exitCode: 78,
        message: expect.stringContaining('drover hub add-admin --data-dir'),
      }),
    );
    const published = createHub(config([...flags, '--published-on-loopback']));
    await published.stop();
    await runHub(['add-admin', ADA.name, '--data-dir', dataDir], ADA.password);
    await using hub = createHub(config(flags));
    await hub.start();
    expect(hub.setupUrl).toBeNull();
  });
});

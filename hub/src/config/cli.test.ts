import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configFromCommandLine } from './cli.ts';
import { DEFAULT_NETWORK } from './config.ts';
import { StartError } from './start-error.ts';

const base = ['--data-dir', '/data'];

function refusal(args: string[], env: NodeJS.ProcessEnv = {}): string {
  try {
    configFromCommandLine(args, env);
  } catch (error) {
    if (error instanceof StartError && error.exitCode === 64) return error.message;
    throw error;
  }
  throw new Error('these flags were not refused');
}

describe('the command line', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'drover-cli-'));
  });
  afterAll(() => rmSync(folder, { recursive: true }));

  it('needs little', () => {
    expect(configFromCommandLine(base, {})).toMatchObject({
      dataDir: '/data',
      port: 8_000,
      bind: '127.0.0.1',
      webDir: null,
      publicUrl: null,
      localHost: null,
      network: DEFAULT_NETWORK,
      upkeep: { backupsKept: 7, auditDays: 365 },
      recover: false,
      releasesUrl: null,
      logLevel: 'info',
      timings: { pingInterval: 25_000, pingTimeout: 20_000, commandDeadline: 12_000 },
    });
  });

  it.each([
    ['an unknown flag', [...base, '--nonsense'], "unknown option '--nonsense'"],
    ['a missing value', [...base, '--port'], "option '--port <number>' argument missing"],
    ['a port that is too high', [...base, '--port', '70000'], 'must be 0 to 65535'],
    ['a port that is no number', [...base, '--port', 'abc'], 'must be 0 to 65535'],
    ['an unknown level', [...base, '--log-level', 'loud'], 'Allowed choices are'],
    ['a stray word', [...base, 'word'], 'too many arguments'],
    ['half of the local host', [...base, '--local-host-name', 'atlas'], 'must be given together'],
  ])('[B64] refuses %s', (_what, args, words) => {
    expect(refusal(args)).toContain(words);
  });

  it('uses the data folder of `npm start` when none is named', () => {
    const dataDir = (env: NodeJS.ProcessEnv) => configFromCommandLine([], env)?.dataDir;
    expect(dataDir({ XDG_DATA_HOME: '/data' })).toBe('/data/drover/hub');
    const usual = path.join(os.homedir(), '.local/share/drover/hub');
    expect([dataDir({}), dataDir({ XDG_DATA_HOME: 'data' })]).toEqual([usual, usual]);
  });

  it.each([['--token', 'hunter2'], ['--token=hunter2'], ['--password', 'hunter2']])(
    '[B65] takes no secret on the command line, and does not repeat it: %s',
    (...flag) => {
      const said = refusal([...base, ...flag]);
      expect(said).toContain('use --local-host-token-file or stdin');
      expect(said).not.toContain('hunter2');
    },
  );

  it.each([
    ['an odd proxy', ['--trusted-proxies', 'proxy.example'], 'must be addresses or networks'],
    ['a network of too many bits', ['--trusted-proxies', '10.0.0.0/99'], 'must be addresses or networks'],
    ['a URL as a further name', ['--also-reached-as', 'http://hub:8000'], 'must be a name with its port'],
    ['half of a certificate', ['--tls-cert', 'cert.pem'], 'must be given together'],
    ['no backups at all', ['--keep-backups', '0'], 'must be 1 to 1000'],
    ['no days of audit', ['--audit-days', 'x'], 'must be 1 to 36500'],
    ['releases from a file', ['--releases-url', 'file:///x'], 'must be an http or https URL'],
  ])('[B64] refuses %s', (_what, args, words) => {
    expect(refusal([...base, ...args])).toContain(words);
  });

  it('takes how it is reached', () => {
    const flags = ['--trusted-proxies', '127.0.0.1, 10.0.0.0/8', '--also-reached-as', 'Hub:8000'];
    const more = ['--also-reached-as', 'hub.internal:8000', '--insecure-lan', '--published-on-loopback'];
    const env = { DROVER_ALSO_REACHED_AS: 'a:1,b:2' };
    expect(configFromCommandLine([...base, ...flags, ...more], env)?.network).toEqual({
      tls: null,
      trustedProxies: ['127.0.0.1', '10.0.0.0/8'],
      alsoReachedAs: ['a:1', 'b:2', 'hub:8000', 'hub.internal:8000'],
      insecureLan: true,
      publishedOnLoopback: true,
    });
    expect(refusal(base, { DROVER_ALSO_REACHED_AS: 'a b' })).toContain('DROVER_ALSO_REACHED_AS');
  });

  it('takes port and local host from the environment, which is how compose files tell them', () => {
    const file = path.join(folder, 'local-token');
    writeFileSync(file, '0123456789abcdef');
    const env = { DROVER_PORT: '9000', DROVER_LOCAL_HOST_NAME: 'atlas', DROVER_LOCAL_HOST_TOKEN_FILE: file };
    const config = configFromCommandLine(base, env);
    expect(config?.port).toBe(9_000);
    expect(config?.localHost).toEqual({ name: 'atlas', token: '0123456789abcdef' });
    expect(configFromCommandLine([...base, '--port', '9001'], env)?.port).toBe(9_001);
    expect(refusal(base, { DROVER_PORT: '70000' })).toContain('DROVER_PORT');
  });

  it('looks for releases where it is told, and not at all when that is switched off', () => {
    const url = 'https://forge.example/releases/latest';
    const flags = [...base, '--releases-url', url];
    expect(configFromCommandLine(flags, {})?.releasesUrl).toBe(url);
    expect(configFromCommandLine([...flags, '--no-release-check'], {})?.releasesUrl).toBeNull();
    expect(configFromCommandLine(flags, { DROVER_NO_RELEASE_CHECK: '1' })?.releasesUrl).toBeNull();
  });

  it.each(['ftp://x', 'https://a:b@x', 'https://x/path', 'https://x?q', 'x', ''])(
    '[B66] refuses the public URL "%s", in flag and environment',
    (url) => {
      expect(refusal([...base, '--public-url', url])).toContain('must be an http or https URL without path');
      if (url) expect(refusal(base, { PUBLIC_URL: url })).toContain('PUBLIC_URL');
    },
  );

  it('takes the public URL from the environment, and the flag before it', () => {
    const env = { PUBLIC_URL: 'https://env.example/' };
    expect(configFromCommandLine(base, env)?.publicUrl).toBe('https://env.example');
    const flags = [...base, '--public-url', 'http://flag.example:8080'];
    expect(configFromCommandLine(flags, env)?.publicUrl).toBe('http://flag.example:8080');
  });

  it('[B70] shows control characters of its arguments as such', () => {
    expect(refusal([...base, '--log-level', '\u001b[31m\n'])).toContain('\\x1b[31m\\x0a');
  });

  it('reads the token of the local host from its file, and refuses one that is too short', () => {
    const file = path.join(folder, 'token');
    const args = [...base, '--local-host-name', 'atlas', '--local-host-token-file', file];
    expect(refusal(args)).toContain('cannot be read');
    writeFileSync(file, 'short\n');
    expect(refusal(args)).toContain('16 characters or more');
    writeFileSync(file, 'long enough to be a token\n');
    const localHost = { name: 'atlas', token: 'long enough to be a token' };
    expect(configFromCommandLine(args, {})?.localHost).toEqual(localHost);
  });
});

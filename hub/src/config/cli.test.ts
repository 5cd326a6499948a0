import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { configFromCommandLine } from './cli.ts';
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
      logLevel: 'info',
      timings: { pingInterval: 25_000, pingTimeout: 20_000, commandDeadline: 12_000 },
    });
  });

  it.each([
    ['no data directory', [], "required option '--data-dir <dir>' not specified"],
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

  it('[B65] takes no secret on the command line', () => {
    expect(refusal([...base, '--token', 'secret'])).toContain("unknown option '--token'");
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

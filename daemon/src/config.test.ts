import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readInvocation } from './config.ts';
import { UsageError } from './start-error.ts';

let dir: string;
let token: string;
beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'drover-config-')));
  token = join(dir, 'token');
  writeFileSync(token, 'a-token-that-is-long-enough\n');
  writeFileSync(join(dir, 'short'), 'short');
});
afterAll(() => rmSync(dir, { recursive: true }));

const read = (...args: string[]) =>
  readInvocation(args, { XDG_DATA_HOME: dir, XDG_CONFIG_HOME: join(dir, 'config') });
const toHub = (url: string) => ['--hub-url', url, '--token-file', token];
const valid = () => toHub('http://127.0.0.1:8000');

describe("the daemon's command line", () => {
  it('says where the hub is, who this is and where sessions may start', () => {
    expect(read(...valid(), '--projects-root', dir)).toMatchObject({
      kind: 'run',
      config: {
        hubUrl: 'http://127.0.0.1:8000',
        token: 'a-token-that-is-long-enough',
        tokenFile: token,
        policy: { file: null, roots: [dir] },
        stateDir: join(dir, 'drover/daemon'),
        retention: { keepDays: 30, keepBytes: 10 * 1024 ** 3 },
        metricsPort: undefined,
      },
    });
  });

  it('leaves sessions alone when it is stopped, unless it is told otherwise', () => {
    expect(read(...valid())).toMatchObject({ config: { endSessionsOnStop: false } });
    expect(read(...valid(), '--end-sessions-on-stop')).toMatchObject({ config: { endSessionsOnStop: true } });
  });

  it('can end all sessions of a folder', () => {
    expect(read('--end-all', '--state-dir', dir)).toEqual({ kind: 'end-all', stateDir: dir });
  });

  it.each(['http://localhost:8000', 'http://127.0.0.2:8000', 'http://[::1]:8000', 'https://drover.example'])(
    'reaches a hub at %s',
    (url) => {
      expect(read(...toHub(url))).toMatchObject({ config: { hubUrl: url } });
    },
  );

  it('[B66] reaches a hub over http elsewhere only when that is meant', () => {
    expect(() => read(...toHub('http://10.0.0.7:8000'))).toThrow('add --insecure-lan');
    expect(read(...toHub('http://10.0.0.7:8000'), '--insecure-lan')).toMatchObject({
      config: { hubUrl: 'http://10.0.0.7:8000' },
    });
  });

  it.each([
    ['no hub', () => ['--token-file', token], '--hub-url is missing'],
    ['no token', () => valid().slice(0, 2), '--token-file is missing'],
    ['an unknown flag', () => [...valid(), '--colour'], "unknown option '--colour'"],
    ['a flag without value', () => ['--hub-url'], 'argument missing'],
    ['a word too many', () => [...valid(), 'extra'], 'too many arguments'],
    ['a hub that is no address', () => toHub('hub'), 'must be an http or https address'],
    ['a hub by another protocol', () => toHub('ftp://hub'), 'must be an http or https address'],
    ['a password in the address', () => toHub('https://a:b@hub'), 'must not carry a name or password'],
    ['an address with a path', () => toHub('https://hub/drover'), 'must end after the port'],
    [
      'a token file that is not there',
      () => [...valid().slice(0, 2), '--token-file', '/no/such'],
      'cannot be read',
    ],
    [
      'a token too short',
      () => [...valid().slice(0, 2), '--token-file', join(dir, 'short')],
      'at least 16 characters',
    ],
    ['a root that is not there', () => [...valid(), '--projects-root', '/no/such'], 'no such directory'],
    ['a root that is a file', () => [...valid(), '--projects-root', token], 'must be a directory'],
    ['a time that is none', () => [...valid(), '--stalled-viewer-ms', 'soon'], 'must be a whole number'],
    ['port 0', () => [...valid(), '--metrics-port', '0'], 'must be a port from 1 to 65535'],
    ['port 70000', () => [...valid(), '--metrics-port', '70000'], 'must be a port from 1 to 65535'],
    ['port abc', () => [...valid(), '--metrics-port', 'abc'], 'must be a port from 1 to 65535'],
    ['no days', () => [...valid(), '--keep-ended-days', '0'], 'must be a whole number from 1'],
    ['an unknown log level', () => [...valid(), '--log-level', 'loud'], 'Allowed choices are trace'],
  ])('[B64] [B66] with %s is refused in words', (_, args, words) => {
    expect(() => read(...args())).toThrow(UsageError);
    expect(() => read(...args())).toThrow(words);
  });

  it.each([['--token', 'wd40-secret'], ['--token=wd40-secret']])(
    '[B65] with a token in it is refused, without repeating it',
    (...args) => {
      expect(() => read(...valid(), ...args)).toThrow('use --token-file or stdin');
      expect(() => read(...valid(), ...args)).not.toThrow('wd40');
    },
  );

  it('[B70] is repeated with its control characters escaped', () => {
    expect(() => read(...valid(), '--\x1b[31mred\n')).toThrow(String.raw`--\x1b[31mred\x0a`);
  });
});

describe('the program', () => {
  const run = (input: string, ...args: string[]) =>
    spawnSync(process.execPath, [join(import.meta.dirname, 'main.ts'), ...args], { input, encoding: 'utf8' });

  it('[B64] ends with 64 and one line for a flag that it does not know', () => {
    const { status, stdout, stderr } = run('', '--colour');
    expect({ status, stdout }).toEqual({ status: 64, stdout: '' });
    expect(stderr).toBe("drover-daemon: unknown option '--colour' (see --help)\n");
  });

  it('[B65] takes its token from standard input', () => {
    const { status, stderr } = run('short', '--hub-url', 'http://127.0.0.1:8000', '--token-file', '-');
    expect(status).toBe(64);
    expect(stderr).toContain('must hold a token of at least 16 characters');
  });

  it('[F13] [B62] ends with 78 and the key of a policy that is wrong', () => {
    const policy = join(dir, 'policy.yaml');
    writeFileSync(policy, 'maxSessions: 3\nshell: false\n', { mode: 0o600 });
    const { status, stderr } = run('', ...valid(), '--policy', policy);
    expect(status).toBe(78);
    expect(stderr).toContain('policy.yaml:2: unknown key "shell"');
  });
});

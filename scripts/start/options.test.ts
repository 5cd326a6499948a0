import path from 'node:path';
import { expect, test } from 'vitest';
import { tempDir } from '../testing/temp-dir.ts';
import { parseStartOptions, parseStopOptions } from './options.ts';

test('without flags, Drover keeps to port 8000, and leaves the roots to the daemon', () => {
  expect(parseStartOptions([])).toEqual({
    hubFlags: [],
    hubUrl: 'http://127.0.0.1:8000',
    port: 8000,
    dataDir: expect.stringMatching(/\/drover$/),
    projectsRoots: [],
  });
});

test('projects roots may be given more than once', () => {
  const [one, two] = [tempDir(), tempDir()];
  const options = parseStartOptions(['--projects-root', one, '--projects-root', two, '--port', '9000']);
  expect(options).toMatchObject({ port: 9000, projectsRoots: [one, two] });
});

test.each(['0', '70000', 'abc', '80.5', '-1', ''])(
  '[B64] port "%s" is refused with the range that is right',
  (port) => {
    const parsing = () => parseStartOptions(['--port', port]);
    expect(parsing).toThrow(/number from 1 to 65535[\s\S]*Usage: npm start --/);
    expect(parsing).toThrow(expect.objectContaining({ exitCode: 64 }));
  },
);

test.each([
  [['--prot', '1'], "unknown option '--prot' Did you mean --port?"],
  [['--port'], "option '--port <1-65535>' argument missing"],
  [['surplus'], 'too many arguments'],
  [['--data-dir', ''], 'Name a folder.'],
  [['--projects-root', '/nowhere/at/all'], 'Name a folder that exists.'],
])('[B64] %j is refused in words', (args, words) => {
  expect(() => parseStartOptions(args)).toThrow(words);
});

test('[B70] control characters in a flag are shown escaped', () => {
  expect(() => parseStartOptions(['--port', '\x1b[2J'])).toThrow('\\x1b[2J');
});

test('a relative folder counts from where npm was called', () => {
  const folder = tempDir();
  const before = process.env.INIT_CWD;
  process.env.INIT_CWD = folder;
  try {
    expect(parseStopOptions(['--data-dir', 'mine'])).toEqual({ dataDir: path.join(folder, 'mine') });
  } finally {
    if (before === undefined) delete process.env.INIT_CWD;
    else process.env.INIT_CWD = before;
  }
});

test('how others reach the hub is its own affair, and decides where the daemon finds it', () => {
  const env = { PUBLIC_URL: 'https://drover.example' };
  const tls = ['--tls-cert', '/c.pem', '--tls-key', '/k.pem'];
  expect(parseStartOptions(['--bind', '0.0.0.0', ...tls], env)).toMatchObject({
    hubFlags: ['--bind', '0.0.0.0', ...tls],
    hubUrl: 'https://drover.example',
  });
  const proxied = ['--trusted-proxies', '127.0.0.1', '--insecure-lan'];
  expect(parseStartOptions(['--bind', '0.0.0.0', '--port', '9000', ...proxied], {})).toMatchObject({
    hubFlags: ['--bind', '0.0.0.0', ...proxied],
    hubUrl: 'http://127.0.0.1:9000',
  });
});

test.each([
  ['--tls-cert', ['--tls-cert', '/c.pem', '--tls-key', '/k.pem']],
  ['--bind', ['--bind', '192.168.1.7', '--insecure-lan']],
])('%s needs the name of the hub where its loopback address will not do', (flag, args) => {
  expect(() => parseStartOptions(args, {})).toThrow(`With this ${flag}, set PUBLIC_URL`);
});

test('a certificate and a PUBLIC_URL without TLS do not go together', () => {
  const parsing = () => parseStartOptions(['--tls-cert', '/c.pem'], { PUBLIC_URL: 'http://drover.example' });
  expect(parsing).toThrow('PUBLIC_URL must begin with https:');
  expect(parsing).toThrow(expect.objectContaining({ exitCode: 64 }));
});

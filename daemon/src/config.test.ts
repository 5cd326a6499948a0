import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readInvocation, UsageError } from './config.ts';

let dir: string;
let token: string;
beforeAll(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'drover-config-')));
  token = join(dir, 'token');
  writeFileSync(token, 'a-token-that-is-long-enough\n');
  writeFileSync(join(dir, 'short'), 'short');
});
afterAll(() => rmSync(dir, { recursive: true }));

const read = (...args: string[]) => readInvocation(args, { XDG_DATA_HOME: dir });
const valid = () => ['--hub-url', 'http://127.0.0.1:8000', '--token-file', token];

describe("the daemon's command line", () => {
  it('says where the hub is, who this is and where sessions may start', () => {
    expect(read(...valid(), '--projects-root', dir)).toMatchObject({
      kind: 'run',
      config: {
        hubUrl: 'http://127.0.0.1:8000',
        token: 'a-token-that-is-long-enough',
        roots: [dir],
        stateDir: join(dir, 'drover/daemon'),
      },
    });
  });

  it('can end all sessions of a folder', () => {
    expect(read('--end-all', '--state-dir', dir)).toEqual({ kind: 'end-all', stateDir: dir });
  });

  it.each([
    ['no hub', () => ['--token-file', token], '--hub-url is missing'],
    ['no token', () => valid().slice(0, 2), '--token-file is missing'],
    ['an unknown flag', () => [...valid(), '--colour'], "unknown option '--colour'"],
    ['a flag without value', () => ['--hub-url'], 'argument missing'],
    ['a word too many', () => [...valid(), 'extra'], 'too many arguments'],
    ['a hub that is no address', () => ['--hub-url', 'hub'], 'must be an http or https address'],
    ['a hub by another protocol', () => ['--hub-url', 'ftp://hub'], 'must be an http or https address'],
    ['a password in the address', () => ['--hub-url', 'http://a:b@hub'], 'must not carry a name or password'],
    ['an address with a path', () => ['--hub-url', 'http://hub/drover'], 'must end after the port'],
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
    ['a time that is none', () => [...valid(), '--stalled-viewer-ms', 'soon'], 'must be a number of milli'],
    ['an unknown log level', () => [...valid(), '--log-level', 'loud'], 'must be one of trace'],
  ])('[B64] [B66] with %s is refused in words', (_, args, words) => {
    expect(() => read(...args())).toThrow(UsageError);
    expect(() => read(...args())).toThrow(words);
  });
});

import { spawnSync } from 'node:child_process';
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineByHand } from './by-hand.ts';
import { install } from './install.ts';
import { withAbsolutePaths } from './service.ts';
import { systemd } from './systemd.ts';
import { systemdUnit } from './systemd-unit.ts';

let dir: string;
let flags: string[];
beforeEach(() => {
  dir = realpathSync(mkdtempSync(join(tmpdir(), 'drover-install-')));
  writeFileSync(join(dir, 'token'), 'wd40-secret-wd40-secret');
  flags = ['--hub-url', 'https://drover.example', '--token-file', join(dir, 'token')];
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('the unit of a daemon', () => {
  it('keeps agents when the daemon is stopped, starts it again, and has no secret in it', () => {
    const { text } = install(['--print', ...flags], { PATH: '/opt/agents/bin:/usr/bin' });
    expect(text).toContain(`--hub-url https://drover.example --token-file ${join(dir, 'token')}\n`);
    expect(text).toContain('Environment=PATH=/opt/agents/bin:/usr/bin\n');
    for (const line of [
      'KillMode=process',
      'Restart=always',
      'OOMPolicy=continue',
      'WantedBy=default.target',
    ]) {
      expect(text.split('\n')).toContain(line);
    }
    expect(text).not.toContain('wd40');
  });

  it('expands nothing that a path may hold', () => {
    const unit = systemdUnit(
      { command: ['/bin/a b', '100%', '$HOME', 'c\\d"e'], flags: [], environment: { PATH: '/a$b:/c' } },
      null,
    );
    expect(unit).toContain(String.raw`ExecStart="/bin/a b" 100%% "$$HOME" "c\\d\"e"`);
    expect(unit).toContain('Environment="PATH=/a$b:/c"\n');
  });

  it('keeps the authority that the shell was given for the hub, found from anywhere', () => {
    const { text } = install(['--print', ...flags], { PATH: '/bin', NODE_EXTRA_CA_CERTS: 'own/ca.pem' });
    expect(text).toContain(`Environment=NODE_EXTRA_CA_CERTS=${resolve('own/ca.pem')}\n`);
    expect(install(['--print', ...flags], { PATH: '/bin' }).text).not.toContain('NODE_EXTRA_CA_CERTS');
  });

  it('waits longer after each fall where systemd can', () => {
    const service = { command: ['/bin/true'], flags: [], environment: {} };
    expect(systemdUnit(service, 254)).toContain('RestartMaxDelaySec=60');
    expect(systemdUnit(service, 252)).not.toContain('RestartMaxDelaySec');
  });

  it.skipIf(systemd.version === null)('is one that systemd takes (skipped where it is not installed)', () => {
    const file = join(dir, 'drover-daemon.service');
    writeFileSync(file, install(['--print', ...flags], { PATH: '/usr/bin' }).text);
    const { stderr } = spawnSync('systemd-analyze', ['--user', 'verify', file], {
      encoding: 'utf8',
      env: { ...process.env, XDG_RUNTIME_DIR: dir },
    });
    expect(stderr.split('\n').filter((line) => line.includes('drover-daemon'))).toEqual([]);
  });
});

it('paths of a service are absolute, however they were given', () => {
  const args = [
    '--token-file',
    'token',
    '--policy=my=policy.yaml',
    '--hub-url',
    'https://hub',
    '--state-dir',
    '/s',
  ];
  expect(withAbsolutePaths(args, (path) => join('/home', path))).toEqual([
    ...['--token-file', '/home/token', '--policy=/home/my=policy.yaml', '--hub-url', 'https://hub'],
    ...['--state-dir', '/home/s'],
  ]);
});

it('asked for help, tells of itself and installs nothing', () => {
  const { text, exitCode } = install(['--help'], {});
  expect(exitCode).toBe(0);
  expect(text).toContain('--print  shows the unit');
});

it('the line to type is taken by a shell as it is meant', () => {
  const environment = { PATH: '/bin', NODE_EXTRA_CA_CERTS: "/it's/ca.pem" };
  const line = lineByHand({ command: [], flags: ['--policy', '/a b/$HOME'], environment });
  const told = spawnSync('bash', ['-c', `set -- ${line}; printf '%s\\n' "$@"`], { encoding: 'utf8' });
  expect(told.stdout.split('\n')).toEqual([
    "NODE_EXTRA_CA_CERTS=/it's/ca.pem",
    expect.stringMatching(/\/drover$/),
    ...['daemon', '--policy', '/a b/$HOME', ''],
  ]);
});

it('what the daemon would refuse is refused, and so is a token on standard input', () => {
  expect(() => install(['--colour'], {})).toThrow("unknown option '--colour'");
  const input = [...flags.slice(0, 3), '-'];
  expect(
    spawnSync(process.execPath, [MAIN, 'install', ...input], {
      input: 'a-token-long-enough',
      encoding: 'utf8',
    }),
  ).toMatchObject({ status: 64, stderr: expect.stringContaining('a service has no standard input') });
});

const MAIN = join(import.meta.dirname, '../main.ts');

it.skipIf(systemd.isHere)(
  'without systemd, says so and shows the line to type (skipped where systemd runs)',
  () => {
    const { status, stdout } = spawnSync(process.execPath, [MAIN, 'install', ...flags], { encoding: 'utf8' });
    expect(status).toBe(69);
    expect(stdout).toContain('There is no systemd on this machine, so nothing was installed.');
    expect(stdout).toContain(`/drover daemon --hub-url https://drover.example --token-file ${dir}/token\n`);
  },
);

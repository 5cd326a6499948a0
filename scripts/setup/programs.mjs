import { spawnSync } from 'node:child_process';
import { accessSync, constants, statSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './error.mjs';

/** Each program Drover calls: why, and the package that has it. */
const PROGRAMS = {
  git: { why: 'finds projects and makes worktrees', apt: 'git', dnf: 'git' },
  'g++': { why: 'compiles node-pty', apt: 'g++', dnf: 'gcc-c++' },
  make: { why: 'compiles node-pty', apt: 'make', dnf: 'make' },
  python3: { why: 'compiles node-pty', apt: 'python3', dnf: 'python3' },
  vim: { why: 'is driven in a terminal by the tests', apt: 'vim', dnf: 'vim-enhanced' },
  less: { why: 'is driven in a terminal by the tests', apt: 'less', dnf: 'less' },
  openssl: { why: 'makes certificates for the tests', apt: 'openssl', dnf: 'openssl' },
  nginx: { why: 'stands before a hub in the tests', apt: 'nginx-light', dnf: 'nginx' },
  caddy: { why: 'stands before a hub in the tests', apt: 'caddy', dnf: 'caddy' },
  podman: {
    why: 'runs the containers of the tests',
    apt: 'podman buildah netavark aardvark-dns iptables runc',
    dnf: 'podman buildah netavark aardvark-dns',
  },
  'podman-compose': {
    why: 'runs compose.yaml in the tests',
    apt: 'podman-compose',
    dnf: 'podman-compose',
  },
  debootstrap: {
    why: 'makes base images for the tests where no registry is reached',
    apt: 'debootstrap',
    dnf: 'debootstrap',
  },
  zstd: { why: 'keeps those base images small', apt: 'zstd', dnf: 'zstd' },
  curl: { why: 'registers a host in the tests', apt: 'curl ca-certificates', dnf: 'curl' },
};

export function findProgram(name, env = process.env) {
  const folders = (env.PATH ?? '').split(path.delimiter).filter((folder) => path.isAbsolute(folder));
  return folders.map((folder) => path.join(folder, name)).find(isExecutable);
}

export function missingPrograms(names) {
  return names.filter((name) => !findProgram(name) || isAppleStub(name));
}

export function requirePrograms(names) {
  const missing = missingPrograms(names);
  if (missing.length === 0) return;
  const reasons = missing.map((name) => `  ${name}: ${PROGRAMS[name].why}`);
  throw new SetupError(
    `Not found on this machine:\n${reasons.join('\n')}\nInstall what is missing, then try again:\n${installLines(missing)}`,
  );
}

export function packageNames(names) {
  return names.flatMap((name) => PROGRAMS[name].apt.split(' '));
}

function installLines(names) {
  if (process.platform === 'darwin') return '  xcode-select --install';
  const lines = {
    'apt-get': `  sudo apt-get install ${names.map((name) => PROGRAMS[name].apt).join(' ')}`,
    dnf: `  sudo dnf install ${names.map((name) => PROGRAMS[name].dnf).join(' ')}`,
  };
  const manager = Object.keys(lines).find((each) => findProgram(each));
  return manager ? lines[manager] : Object.values(lines).join('\n');
}

function isExecutable(file) {
  try {
    accessSync(file, constants.X_OK);
    return statSync(file).isFile();
  } catch {
    return false;
  }
}

/** macOS has these programs in /usr/bin from the start, but they only ask for the developer tools. */
function isAppleStub(name) {
  if (process.platform !== 'darwin' || !findProgram(name)?.startsWith('/usr/bin/')) return false;
  return spawnSync('xcode-select', ['-p'], { stdio: 'ignore' }).status !== 0;
}

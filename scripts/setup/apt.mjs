import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { findProgram, missingPrograms, packageNames } from './programs.mjs';
import { step } from './step.mjs';

/** Installs what the tests call, where that can be done unasked; what stays missing is reported later. */
export async function installMissingPrograms(names) {
  const missing = missingPrograms(names);
  if (missing.length > 0 && canInstall()) await aptInstall(missing.join(', '), packageNames(missing));
}

/**
 * Installs servers that the tests start by themselves, each if it can be had. Not where systemd runs: there Debian would
 * start them for everybody, as services.
 */
export async function installServers(names) {
  if (existsSync('/run/systemd/system')) return;
  for (const name of names)
    await installMissingPrograms([name]).catch((error) => console.error(error.message));
}

/** True on Debian and its kin as root, or where sudo asks for no password. */
export function canInstall() {
  return Boolean(findProgram('apt-get')) && (isRoot() || sudoIsFree());
}

export async function aptInstall(title, packages) {
  const apt = [...(isRoot() ? [] : ['sudo', '-n']), 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get'];
  await step('Updating the package lists', [...apt, 'update']);
  await step(`Installing ${title}`, [...apt, 'install', '-y', '--no-install-recommends', ...packages]);
}

function isRoot() {
  return process.getuid() === 0;
}

function sudoIsFree() {
  return Boolean(findProgram('sudo')) && spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0;
}

import path from 'node:path';
import { installMissingPrograms, installServers } from './apt.mjs';
import { ensureChromium } from './chromium.mjs';
import { withSetupLock } from './lock.mjs';
import { ensureNode } from './node.mjs';
import { installPackages, packagesAreCurrent, packagesAreThere } from './packages.mjs';
import { requirePrograms } from './programs.mjs';

const COMPILERS = ['g++', 'make', 'python3'];
const TEST_PROGRAMS = ['git', 'vim', 'less', 'openssl'];
/** Without one of them its test is skipped, with that as its reason. */
const PROXIES = ['nginx', 'caddy'];
/** Without them, or as anybody but root, the tests of containers are skipped, with that as their reason. */
const CONTAINER_PROGRAMS = ['podman', 'podman-compose', 'debootstrap', 'zstd', 'curl'];

/** Fetches whatever is missing for a command, and says with which Node and environment to run it. */
export async function prepare(command) {
  return withSetupLock(async () => {
    if (command.isTest) await installMissingPrograms([...TEST_PROGRAMS, ...COMPILERS]);
    if (command.isTest) await installServers(PROXIES);
    if (command.usesContainers && process.getuid() === 0) await installMissingPrograms(CONTAINER_PROGRAMS);
    // Whoever only asked for help wonders otherwise.
    if (!packagesAreThere())
      console.error('The first run sets Drover up, whatever was asked for; once is enough.');
    // Before anything is fetched, so that one answer names all that is missing.
    requirePrograms([
      ...(command.isTest ? TEST_PROGRAMS : ['git']),
      ...(packagesAreThere() ? [] : COMPILERS),
    ]);
    const chromium = command.isTest ? await ensureChromium() : undefined;
    const toolchain = await ensureNode();
    if (!packagesAreCurrent(toolchain.node)) {
      requirePrograms(COMPILERS);
      await installPackages(toolchain);
    }
    return {
      node: toolchain.node,
      env: command.isTest ? testEnvironment(toolchain.node, chromium) : process.env,
    };
  });
}

function testEnvironment(node, chromium) {
  return {
    ...process.env,
    PATH: path.dirname(node) + path.delimiter + process.env.PATH,
    DROVER_CHROMIUM: chromium,
  };
}

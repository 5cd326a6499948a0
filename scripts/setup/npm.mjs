import { existsSync, renameSync, rmSync } from 'node:fs';
import path from 'node:path';
import { step } from './step.mjs';
import { toolchain } from './versions.mjs';

/**
 * Puts one npm package into a folder of its own below .toolchain/, whole or not at all, and returns that
 * package's path. Nothing of it is run.
 */
export async function fetchPackage(title, spec) {
  const name = spec.replace(/@[^@]*$/, '');
  const folder = path.join(toolchain, spec.replace('@^', '@'));
  const result = path.join(folder, 'node_modules', name);
  if (existsSync(folder)) return result;
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  await step(title, [
    ...npmCommand(),
    'install',
    ...['--prefix', partial, '--ignore-scripts', '--include=optional'],
    ...['--no-audit', '--no-fund', '--no-package-lock', '--loglevel=error'],
    // npm's own pauses make one wait more than a minute to learn that there is no network.
    ...['--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=4000'],
    spec,
  ]);
  renameSync(partial, folder);
  return result;
}

function npmCommand() {
  const script = process.env.npm_execpath ?? '';
  return path.basename(script) === 'npm-cli.js' ? [process.execPath, script] : ['npm'];
}

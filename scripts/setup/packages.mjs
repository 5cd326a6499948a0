import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fetchPackage } from './npm.mjs';
import { step } from './step.mjs';
import { PNPM_PACKAGE, root } from './versions.mjs';

const stamp = path.join(root, 'node_modules', '.drover-stamp');

/** True when packages were installed once, for whatever lockfile and Node. */
export function packagesAreThere() {
  return existsSync(stamp);
}

/** True when node_modules is what this lockfile, these package.json files and this Node ask for. */
export function packagesAreCurrent(node) {
  return packagesAreThere() && readFileSync(stamp, 'utf8') === fingerprint(node);
}

export async function installPackages({ node, home }) {
  const pnpm = await fetchPackage('Fetching pnpm', PNPM_PACKAGE);
  const env = {
    ...process.env,
    PATH: path.dirname(node) + path.delimiter + process.env.PATH,
    // node-pty compiles against these headers, without a download.
    npm_config_nodedir: home,
    // Without it pnpm asks before it replaces a node_modules of another make.
    CI: 'true',
  };
  await step(
    'Installing packages',
    [node, path.join(pnpm, 'bin', 'pnpm.mjs'), 'install', '--frozen-lockfile'],
    { env },
  );
  writeFileSync(stamp, fingerprint(node));
}

function fingerprint(node) {
  const version = node === process.execPath ? process.version : '';
  const hash = createHash('sha256').update(node + version);
  for (const file of manifests()) hash.update(file).update(readFileSync(path.join(root, file)));
  return hash.digest('hex');
}

function manifests() {
  const packages = readdirSync(root).map((folder) => path.join(folder, 'package.json'));
  const all = ['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...packages];
  return all.filter((file) => existsSync(path.join(root, file))).sort();
}

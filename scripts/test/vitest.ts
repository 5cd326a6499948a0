import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { root } from '../start/folders.ts';
import type { Totals } from './totals.ts';
import { TOTALS_FILE } from './totals-reporter.ts';

/** Runs Vitest and counts. A run that fails without a failed test, or without any total, is one failure. */
export async function runVitest(args: string[], env: NodeJS.ProcessEnv = {}): Promise<Totals> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'drover-totals-'));
  const file = path.join(folder, 'totals.json');
  try {
    const code = await run(args, { ...process.env, ...env, [TOTALS_FILE]: file });
    const totals = readTotals(file);
    return code !== 0 && totals.failed === 0 ? { ...totals, failed: 1 } : totals;
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function run(args: string[], env: NodeJS.ProcessEnv): Promise<number | null> {
  const vitest = path.join(root, 'node_modules/vitest/vitest.mjs');
  const child = spawn(process.execPath, [vitest, 'run', ...args], { cwd: root, env, stdio: 'inherit' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code;
}

function readTotals(file: string): Totals {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Totals;
  } catch {
    return { passed: 0, failed: 1, skipped: 0 };
  }
}

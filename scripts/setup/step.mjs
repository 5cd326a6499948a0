import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { SetupError } from './error.mjs';
import { root, toolchain } from './versions.mjs';

const PLAIN = { NO_COLOR: '1', FORCE_COLOR: '0' };

/**
 * Runs one program of the set-up: a line with the seconds it took, or the end of what it printed. On stderr, as some
 * commands have a product to print.
 */
export async function step(title, [program, ...args], options = {}) {
  const log = path.join(toolchain, 'logs', `${title.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.log`);
  const startedAt = Date.now();
  process.stderr.write(`${title} … `);
  const outcome = await run(program, args, log, options);
  const seconds = `${((Date.now() - startedAt) / 1000).toFixed(1)} s`;
  if (outcome === 0) return console.error(seconds);
  console.error(`failed after ${seconds}`);
  throw new SetupError(
    `${tail(log, options.tailLines ?? 20)}\n\n${title} failed (${outcome}). Its whole output: ${log}`,
  );
}

function run(program, args, log, { cwd = root, env = process.env }) {
  mkdirSync(path.dirname(log), { recursive: true });
  const output = openSync(log, 'w');
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd, env: { ...env, ...PLAIN }, stdio: ['ignore', output, output] });
    child.on('error', (error) => resolve(error.message));
    child.on('exit', (code, signal) => resolve(code === 0 ? 0 : (signal ?? `exit code ${code}`)));
  }).finally(() => closeSync(output));
}

function tail(log, lines) {
  return readFileSync(log, 'utf8').trimEnd().split('\n').slice(-lines).join('\n');
}

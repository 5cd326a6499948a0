import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';

const MAIN = path.join(import.meta.dirname, '../main.ts');

export type Ran = { code: number | null; stdout: string; stderr: string };

/**
 * Runs the hub's program to its end, such as a command for its data. `within`: the beginning of a command line that
 * runs the rest somehow special.
 */
export async function runHub(args: string[], stdin = '', within: string[] = []): Promise<Ran> {
  const [file = '', ...rest] = [...within, process.execPath, MAIN, ...args];
  const child = spawn(file, rest, { stdio: 'pipe' });
  child.stdin.end(stdin);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  return { code, stdout, stderr };
}

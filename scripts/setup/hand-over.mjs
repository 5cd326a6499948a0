import { spawn } from 'node:child_process';
import { once } from 'node:events';
import os from 'node:os';

const PASSED_ON = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** Runs a program in our place: its terminal and our signals are its own. Ends this process as the program ends. */
export async function handOver(node, argv, env) {
  const { code, signal } = await runToEnd(node, argv, env);
  process.exit(code ?? 128 + os.constants.signals[signal]);
}

/** How a program ended that had our terminal and our signals. */
export async function runToEnd(node, argv, env) {
  const child = spawn(node, argv, { stdio: 'inherit', env });
  const passOn = (signal) => child.kill(signal);
  for (const signal of PASSED_ON) process.on(signal, passOn);
  try {
    const [code, signal] = await once(child, 'exit');
    return { code, signal };
  } catch (error) {
    console.error(`Node could not be started (${node}): ${error.message}`);
    return { code: 1, signal: null };
  } finally {
    for (const signal of PASSED_ON) process.off(signal, passOn);
  }
}

import { spawn } from 'node-pty';
import type { Stage } from '../../e2e/harness/stage.ts';

const BYTES = 100_000_000;
const LINE = '0123456789'.repeat(8);

/** Prints so many bytes of lines as fast as a terminal takes them. */
const PRODUCE = `yes ${LINE} | head -c ${BYTES}`;

/** Megabytes per second that a Node process reads from a PTY and does nothing with. */
export async function barePtyThroughput(): Promise<number> {
  const { promise, resolve } = Promise.withResolvers<void>();
  const started = performance.now();
  let bytes = 0;
  const pty = spawn('bash', ['-c', PRODUCE], { encoding: null, cols: 120, rows: 32 });
  pty.onData((chunk) => {
    bytes += chunk.length;
  });
  pty.onExit(() => resolve());
  await promise;
  return megabytesPerSecond(bytes, started);
}

/** Megabytes per second that arrive at a viewer which checks where each chunk belongs, and draws nothing. */
export async function droverThroughput(stage: Stage): Promise<number> {
  const { viewer } = await stage.bash({ draws: false });
  const started = performance.now();
  viewer.type(`${PRODUCE}; exit\r`);
  await viewer.until(() => viewer.hasEnd, 120_000);
  const rate = megabytesPerSecond(viewer.payloadBytes, started);
  viewer.close();
  return rate;
}

const megabytesPerSecond = (bytes: number, started: number): number =>
  bytes / 1_000 / (performance.now() - started);

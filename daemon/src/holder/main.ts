import { readFileSync } from 'node:fs';
import { Holder } from './holder.ts';
import type { HolderLaunch, HolderStarted } from './wire.ts';

/**
 * The holder program: `main.ts <session folder>`, the launch as JSON on standard input (so that an agent's
 * environment never stands in a file or a command line), one line of JSON as the answer.
 */
const STDIN = 0;

const dir = process.argv[2] ?? '.';
const launch: HolderLaunch = JSON.parse(readFileSync(STDIN, 'utf8'));

// A daemon that goes away takes its pipes and its terminal with it; the holder stays.
for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM', 'SIGPIPE'] as const) process.on(signal, () => {});
process.stdout.on('error', () => {});

start().then(answer, (error) => {
  answer({ ok: false, error: String(error) });
  process.exit(1); // and with it the PTY: its program gets a hang-up
});

async function start(): Promise<HolderStarted> {
  const holder = new Holder(dir, launch);
  await holder.listen();
  return { ok: true, welcome: holder.welcome() };
}

function answer(started: HolderStarted): void {
  process.stdout.end(`${JSON.stringify(started)}\n`);
}

import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { yieldToOthers } from './yield-to-others.ts';

const NAME = 'low-priority';
const TASKS = '/proc/self/task';

const nicenessOf = (name: string) =>
  readdirSync(TASKS)
    .filter((thread) => readFileSync(`${TASKS}/${thread}/comm`, 'utf8').trimEnd() === name)
    .map((thread) => getPriority(Number(thread)));

it.runIf(process.platform === 'linux')(
  'lowers the priority of the thread that is named, and no other',
  async () => {
    const before = getPriority();
    const worker = new Worker('setInterval(() => {}, 1_000)', { eval: true, name: NAME });
    await once(worker, 'online');
    yieldToOthers(NAME);
    expect(nicenessOf(NAME)).toEqual([10]);
    expect(getPriority()).toBe(before);
    await worker.terminate();
  },
);

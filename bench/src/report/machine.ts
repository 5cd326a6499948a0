import { arch, cpus, release, totalmem, type } from 'node:os';

/** What a figure depends on beside the code. */
export function describeMachine() {
  const [cpu] = cpus();
  return {
    cpu: cpu?.model ?? 'unknown',
    cores: cpus().length,
    memoryGiB: Math.round(totalmem() / 2 ** 30),
    system: `${type()} ${release()} ${arch()}`,
    node: process.version,
  };
}

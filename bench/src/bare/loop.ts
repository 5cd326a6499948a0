import { serve } from '../apart/serve.ts';
import { GO } from '../programs/commands.ts';
import { spawnCommand } from './spawn.ts';

/** A process that reads PTYs and does nothing else: the most that Node gets out of them. */
const tasks = {
  /** Milliseconds from telling `count` programs to go on until each has printed `bytes`. */
  async read({ command, count, bytes }: { command: string; count: number; bytes: number }): Promise<number> {
    const ptys = Array.from({ length: count }, () => spawnCommand(command));
    const ready = ptys.map((pty) => printed(pty, 1));
    await Promise.all(ready);
    const done = ptys.map((pty) => printed(pty, bytes - 1));
    const started = performance.now();
    for (const pty of ptys) pty.write(GO);
    await Promise.all(done);
    const took = performance.now() - started;
    for (const pty of ptys) pty.kill('SIGKILL');
    return took;
  },
  /** Milliseconds until a program has printed something. */
  async firstByte({ command }: { command: string }): Promise<number> {
    const started = performance.now();
    const pty = spawnCommand(command);
    await printed(pty, 1);
    const took = performance.now() - started;
    pty.kill('SIGKILL');
    return took;
  },
};
export type BareLoopTasks = typeof tasks;

function printed(pty: ReturnType<typeof spawnCommand>, bytes: number): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  let read = 0;
  pty.onData((chunk) => {
    read += chunk.length;
    if (read >= bytes) resolve();
  });
  return promise;
}

serve(tasks);

import { parentPort } from 'node:worker_threads';
import { type Ended, type RunRequest, run } from './run.ts';

export type ThreadRequest = { id: number; request: RunRequest };
export type ThreadReply = { id: number } & ({ ended: Ended } | { code: string });

/** Runs git for the main thread, which would stand still while a process is made. */
parentPort?.on('message', async ({ id, request }: ThreadRequest) => {
  parentPort?.postMessage(await replyTo(id, request));
});

async function replyTo(id: number, request: RunRequest): Promise<ThreadReply> {
  try {
    return { id, ended: await run(request) };
  } catch (error) {
    return { id, code: error instanceof Error && 'code' in error ? String(error.code) : String(error) };
  }
}

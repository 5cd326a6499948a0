import { spawn } from 'node:child_process';
import { parentPort } from 'node:worker_threads';
import type { Ended, RunRequest, ThreadReply, ThreadRequest } from './run-request.ts';

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

/** Of complaints. */
const MAX_STDERR_BYTES = 64 * 1024;

/** Runs git, and ends it with all that it started when it takes too long or says too much. Rejects when there is no git. */
function run(request: RunRequest): Promise<Ended> {
  const { args, cwd, env, input, timeoutMs, maxBytes } = request;
  const { promise, resolve, reject } = Promise.withResolvers<Ended>();
  const child = spawn('git', args, { cwd, env, detached: true, stdio: 'pipe' });
  const stdout = new Cut(maxBytes, () => endGroup(child.pid));
  const stderr = new Cut(MAX_STDERR_BYTES, () => {});
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    endGroup(child.pid);
  }, timeoutMs);
  child.stdout.on('data', (chunk: Buffer) => stdout.add(chunk));
  child.stderr.on('data', (chunk: Buffer) => stderr.add(chunk));
  child.stdin.on('error', () => {}); // it need not read all that it is given
  child.stdin.end(input);
  child.once('error', (error) => {
    clearTimeout(timer);
    reject(error);
  });
  child.once('close', (code) => {
    clearTimeout(timer);
    resolve({ stdout: stdout.bytes, stderr: stderr.bytes.toString(), code, isCut: stdout.isCut, isLate });
  });
  return promise;
}

/** The beginning of a stream. */
class Cut {
  isCut = false;
  readonly #chunks: Buffer[] = [];
  readonly #excess: () => void;
  #room: number;

  constructor(maxBytes: number, excess: () => void) {
    this.#room = maxBytes;
    this.#excess = excess;
  }

  get bytes(): Buffer {
    return Buffer.concat(this.#chunks);
  }

  add(chunk: Buffer): void {
    if (this.isCut) return;
    this.#chunks.push(chunk.subarray(0, this.#room));
    this.#room -= chunk.length;
    if (this.#room >= 0) return;
    this.isCut = true;
    this.#excess();
  }
}

/** It leads a group of its own. */
function endGroup(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(-pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

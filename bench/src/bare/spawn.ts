import { type IPty, spawn } from 'node-pty';
import { TERMINAL_SIZE } from '../stage.ts';

/** A PTY whose output comes as bytes; node-pty types it as text. */
export type BytePty = Pick<IPty, 'pause' | 'resume' | 'kill'> & {
  write: (bytes: Uint8Array | string) => void;
  onData: (listener: (bytes: Buffer) => void) => void;
};

/** Runs a command line with `sh -c`, the plainest way that there is. */
export const spawnCommand = (command: string): BytePty =>
  spawn('sh', ['-c', command], { encoding: null, ...TERMINAL_SIZE }) as unknown as BytePty;

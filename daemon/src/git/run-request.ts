export type RunRequest = {
  args: readonly string[];
  cwd: string;
  env: NodeJS.ProcessEnv;
  input: Uint8Array | string;
  timeoutMs: number;
  maxBytes: number;
};

/** How a git process ended. */
export type Ended = {
  stdout: Buffer;
  stderr: string;
  /** Null when a signal ended it. */
  code: number | null;
  /** Whether it was ended because it had said more than `maxBytes`. */
  isCut: boolean;
  isLate: boolean;
};

export type ThreadRequest = { id: number; request: RunRequest };
export type ThreadReply = { id: number } & ({ ended: Ended } | { code: string });

/**
 * What a daemon and a holder say to each other over the holder's Unix socket. Frozen: a new daemon must talk to an
 * old holder, so types are only ever added, and a holder ignores types it does not know.
 *
 * A message is `length u32 | type u8 | body`, big-endian, `length` counting type and body. Offsets are u64. Output
 * itself does not travel here: it is in the spool, and the holder tells how far.
 */
export const HOLDER_WIRE_VERSION = 3;

export const HolderMessage = {
  /** daemon → holder: `id u32 | bytes` for the PTY; answered with `inputDone` or `inputRefused`. */
  input: 1,
  /** daemon → holder: bytes for the PTY that nobody typed (a terminal's answer to a query); not answered. */
  reply: 2,
  /** daemon → holder: `cols u16 | rows u16` */
  resize: 3,
  /** daemon → holder: `offset u64`, how far the screen has been parsed. A program far ahead of it is held back. */
  parsed: 4,
  /** daemon → holder: nothing; answered with `pong`. Since version 2. */
  ping: 5,

  /** holder → daemon, first: JSON of `HolderWelcome`. */
  welcome: 64,
  /** holder → daemon: `end u64 | floor u64` of the spool. */
  grew: 65,
  /** holder → daemon: `offset u64 | cols u16 | rows u16` */
  resized: 66,
  /** holder → daemon: `id u32`, written to the PTY whole. */
  inputDone: 67,
  /** holder → daemon: `id u32`, not written, or not all: too much was waiting, or an interrupt cut it off. */
  inputRefused: 68,
  /** holder → daemon, last: JSON of `HolderExit`. All output is in the spool. */
  exit: 69,
  /** holder → daemon: nothing. */
  pong: 70,
  /** holder → daemon: `isDegraded u8`: the disk takes no more output, or takes it again. Since version 3. */
  degraded: 71,
} as const;

export type HolderWelcome = {
  version: number;
  sessionId: string;
  epoch: string;
  holderPid: number;
  agentPid: number;
  floor: number;
  end: number;
  cols: number;
  rows: number;
  /** Whether the disk takes no more output now. Since version 3. */
  isDegraded?: boolean;
};

export type HolderExit = {
  end: number;
  code: number | null;
  signal: number | null;
  endedAt: number;
  /** Processes that the kernel killed for want of memory. Since version 3. */
  oomKills?: number;
};

/** What a holder is told on its standard input, as JSON. */
export type HolderLaunch = {
  sessionId: string;
  argv: string[];
  env: Record<string, string>;
  cwd: string;
  cols: number;
  rows: number;
  socketPath: string;
  segmentBytes: number;
  quotaBytes: number;
  /** File in which the kernel counts what it kills for want of memory, if there is a limit. */
  oomEvents?: string;
  /** Absolute path of node-pty's `lib/utils.js`. */
  nodePty: string;
};

/** What a holder answers on its standard output, as one line of JSON. */
export type HolderStarted = { ok: true; welcome: HolderWelcome } | { ok: false; error: string };

export function message(type: number, ...parts: Uint8Array[]): Buffer {
  const head = Buffer.allocUnsafe(5);
  const length = parts.reduce((sum, part) => sum + part.length, 1);
  head.writeUInt32BE(length, 0);
  head[4] = type;
  return Buffer.concat([head, ...parts], length + 4);
}

export const jsonMessage = (type: number, body: unknown) => message(type, Buffer.from(JSON.stringify(body)));

export function numbers(...fields: [kind: 'u16' | 'u32' | 'u64', value: number][]): Buffer {
  const widths = { u16: 2, u32: 4, u64: 8 };
  const out = Buffer.alloc(fields.reduce((sum, [kind]) => sum + widths[kind], 0));
  let at = 0;
  for (const [kind, value] of fields) {
    if (kind === 'u16') out.writeUInt16BE(value, at);
    else if (kind === 'u32') out.writeUInt32BE(value, at);
    else out.writeBigUInt64BE(BigInt(value), at);
    at += widths[kind];
  }
  return out;
}

export const readU64 = (bytes: Buffer, at: number): number => Number(bytes.readBigUInt64BE(at));

/** Cuts a byte stream into messages. `feed` calls back once for each whole message. */
export class MessageReader {
  #pending: Buffer = Buffer.alloc(0);
  readonly #onMessage: (type: number, body: Buffer) => void;

  constructor(onMessage: (type: number, body: Buffer) => void) {
    this.#onMessage = onMessage;
  }

  feed(chunk: Buffer): void {
    const bytes = this.#pending.length > 0 ? Buffer.concat([this.#pending, chunk]) : chunk;
    let at = 0;
    while (bytes.length - at >= 5) {
      const length = bytes.readUInt32BE(at);
      if (bytes.length - at - 4 < length) break;
      this.#onMessage(bytes[at + 4] ?? 0, bytes.subarray(at + 5, at + 4 + length));
      at += 4 + length;
    }
    this.#pending = bytes.subarray(at);
  }
}

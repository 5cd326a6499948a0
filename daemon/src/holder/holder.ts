import { randomBytes } from 'node:crypto';
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRing } from '../spool/files.ts';
import { EXIT_FILE } from '../spool/ring.ts';
import { SpoolWriter } from '../spool/writer.ts';
import { Brake } from './brake.ts';
import { Pty, type PtyExit } from './pty.ts';
import { HolderServer } from './server.ts';
import {
  HOLDER_WIRE_VERSION,
  type HolderExit,
  type HolderLaunch,
  HolderMessage,
  type HolderWelcome,
  jsonMessage,
  message,
  numbers,
} from './wire.ts';

/** Growth is told at once after a pause, and at most this often in a stream. */
const GATHER_MS = 4;
const LAST_WORD_MS = 2_000;

/** Owns one PTY and its bytes: spools the output, tells how far it got, writes the input, keeps the exit. */
export class Holder {
  readonly #dir: string;
  readonly #launch: HolderLaunch;
  readonly #epoch = randomBytes(8).toString('hex');
  readonly #spool: SpoolWriter;
  readonly #server: HolderServer;
  readonly #pty: Pty;
  readonly #brake = new Brake((on) => this.#pty.hold(on));
  #size: { cols: number; rows: number };
  #listening: Promise<void> | undefined;
  #toldAt = 0;
  #telling: NodeJS.Timeout | undefined;

  constructor(dir: string, launch: HolderLaunch) {
    this.#dir = dir;
    this.#launch = launch;
    this.#size = { cols: launch.cols, rows: launch.rows };
    this.#spool = new SpoolWriter(join(dir, 'spool'), launch, this.#size, (isDegraded) =>
      this.#server.tell(message(HolderMessage.degraded, Buffer.from([isDegraded ? 1 : 0]))),
    );
    this.#server = new HolderServer({
      welcome: () => this.welcome(),
      growth: () => this.#growth(),
      input: (bytes, settled) => this.#pty.input.type(bytes, settled),
      reply: (bytes) => this.#pty.input.reply(bytes),
      resize: (cols, rows) => this.#resize(cols, rows),
      parsed: (offset) => this.#brake.parsed(offset),
      alone: () => this.#brake.release(),
    });
    this.#pty = new Pty(launch, {
      output: (bytes) => this.#output(bytes),
      exit: (exit) => this.#exited(exit),
    });
  }

  async listen(): Promise<void> {
    this.#listening = this.#server.listen(this.#launch.socketPath);
    await this.#listening;
    this.#keep('holder.json', this.welcome());
  }

  welcome(): HolderWelcome {
    return {
      version: HOLDER_WIRE_VERSION,
      sessionId: this.#launch.sessionId,
      epoch: this.#epoch,
      holderPid: process.pid,
      agentPid: this.#pty.pid,
      floor: this.#spool.floor,
      end: this.#spool.end,
      isDegraded: this.#spool.isDegraded,
      ...this.#size,
    };
  }

  #output(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#spool.append(bytes);
    this.#brake.printed(this.#spool.end);
    if (this.#telling) return;
    const sinceTold = performance.now() - this.#toldAt;
    if (sinceTold >= GATHER_MS) this.#tellGrowth();
    else this.#telling = setTimeout(() => this.#tellGrowth(), GATHER_MS - sinceTold);
  }

  #tellGrowth(): void {
    this.#telling = undefined;
    this.#toldAt = performance.now();
    this.#server.tellGrowth();
  }

  #growth(): Buffer {
    return message(HolderMessage.grew, numbers(['u64', this.#spool.end], ['u64', this.#spool.floor]));
  }

  #resize(cols: number, rows: number): void {
    if (cols === this.#size.cols && rows === this.#size.rows) return;
    this.#size = { cols, rows };
    this.#pty.resize(cols, rows);
    this.#spool.resized(this.#size);
    const told = numbers(['u64', this.#spool.end], ['u16', cols], ['u16', rows]);
    this.#server.tell(message(HolderMessage.resized, told));
  }

  async #exited(exit: PtyExit): Promise<void> {
    const oomKills = countOomKills(this.#launch.oomEvents);
    const told: HolderExit = { end: this.#spool.end, ...exit, endedAt: Date.now(), oomKills };
    this.#spool.close();
    this.#keep(EXIT_FILE, told);
    await this.#listening; // so that the start of a program that ended at once is still told
    await this.#server.close(jsonMessage(HolderMessage.exit, told), LAST_WORD_MS);
    process.exit(0);
  }

  /** On the disk, or else in the ring, which the daemon brings to the disk later. */
  #keep(name: string, content: unknown): void {
    const text = JSON.stringify(content);
    try {
      writeWhole(join(this.#dir, name), text);
    } catch (error) {
      const ring = findRing(join(this.#dir, 'spool'));
      if (ring) writeWhole(join(ring, name), text);
      else console.error(`${name} could not be written:`, error);
    }
  }
}

function writeWhole(file: string, text: string): void {
  try {
    writeFileSync(`${file}.new`, text, { mode: 0o600 });
    renameSync(`${file}.new`, file);
  } catch (error) {
    rmSync(`${file}.new`, { force: true });
    throw error;
  }
}

function countOomKills(oomEvents: string | undefined): number {
  try {
    return Number(/^oom_kill (\d+)/m.exec(oomEvents ? readFileSync(oomEvents, 'utf8') : '')?.[1] ?? 0);
  } catch {
    return 0;
  }
}

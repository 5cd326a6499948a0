/**
 * Records streams for the corpus:
 *
 *     node daemon/src/testing/corpus/record.ts [name of a recipe ...]
 *
 * A program runs in namespaces of its own (`unshare`, of util-linux), in which the host is called atlas and nobody
 * else's processes or files at home are in sight. Output that follows within `QUIET_MS` belongs together.
 */
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Size } from '@drover/protocol';
import { Pty } from '../../holder/pty.ts';
import { wholeCharacters } from '../../spool/utf8.ts';
import { answerColorQueries } from '../../terminal/query-answers.ts';
import { viewerTerminal } from '../terminal-state.ts';
import { type CastEvent, packCast } from './asciicast.ts';
import { RECIPES, type Recipe, type Step } from './recipes.ts';

const QUIET_MS = 250;
const PATIENCE_MS = 20_000;
const LOOK_MS = 20;
const STREAMS = join(import.meta.dirname, 'streams');
const PROGRAMS = join(import.meta.dirname, 'programs');

const CLEAN_ROOM = `
  hostname atlas
  mount -t tmpfs tmpfs /home && mkdir -p /home/ada && cp -r "$FILES" /home/ada/orchard && cd /home/ada/orchard
  unset FILES
  exec "$@"
`;
const UNSHARE = ['unshare', '-r', '--uts', '--mount', '--pid', '--fork', '--mount-proc', '--kill-child'];

const ENV = {
  PATH: `${join(process.execPath, '..')}:/usr/local/bin:/usr/bin:/bin`,
  HOME: '/home/ada',
  LANG: 'C.UTF-8',
  TERM: 'xterm-256color',
  COLORTERM: 'truecolor',
  USER: 'ada',
  SHELL: '/bin/sh',
  TZ: 'UTC',
  PS1: '\\u@atlas:\\w$ ',
};

class Recording {
  readonly events: CastEvent[] = [];
  readonly #pty: Pty;
  readonly #screen: ReturnType<typeof viewerTerminal>;
  readonly #begin = performance.now();
  #pending = Buffer.alloc(0);
  #lastOutput = this.#begin;
  #hasExited = false;

  constructor({ command, size }: Recipe, files: string) {
    this.#screen = viewerTerminal(size.cols, size.rows);
    const launch = {
      argv: [...UNSHARE, 'sh', '-c', CLEAN_ROOM, 'sh', ...command],
      env: { ...ENV, FILES: files },
      cwd: '/',
      nodePty: createRequire(import.meta.url).resolve('node-pty/lib/utils.js'),
      ...size,
    };
    this.#pty = new Pty(launch, {
      output: (bytes) => this.#heard(bytes),
      exit: () => {
        this.#hasExited = true;
      },
    });
    const reply = (text: string) => this.#pty.input.reply(Buffer.from(text));
    this.#screen.onData(reply);
    answerColorQueries(this.#screen, reply);
  }

  /** Waits for the step's text and for quiet, then does what it says. */
  async take(step: Step): Promise<void> {
    await this.#reach(JSON.stringify(step), () => !this.#hasExited && this.#isReadyFor(step));
    if (step.size) this.#resize(step.size);
    if (step.keys !== undefined) this.#pty.input.type(Buffer.from(step.keys), () => {});
    this.#lastOutput = performance.now();
  }

  end(): Promise<void> {
    return this.#reach('the end', () => this.#hasExited);
  }

  async #reach(what: string, isThere: () => boolean): Promise<void> {
    const deadline = performance.now() + PATIENCE_MS;
    while (!isThere()) {
      if (performance.now() > deadline) throw new Error(`expected ${what}, but saw:\n${this.#text()}`);
      await new Promise((resolve) => setTimeout(resolve, LOOK_MS));
    }
  }

  #isReadyFor({ until = '' }: Step): boolean {
    return performance.now() - this.#lastOutput > QUIET_MS && this.#text().includes(until);
  }

  #heard(chunk: Buffer): void {
    const bytes = Buffer.concat([this.#pending, chunk]);
    const whole = wholeCharacters(bytes);
    this.#pending = bytes.subarray(whole);
    this.#lastOutput = performance.now();
    this.#screen.write(bytes.subarray(0, whole));
    this.#note('o', bytes.toString('utf8', 0, whole));
  }

  #resize({ cols, rows }: Size): void {
    this.#note('r', `${cols}x${rows}`);
    this.#screen.resize(cols, rows);
    this.#pty.resize(cols, rows);
  }

  #note(kind: 'o' | 'r', data: string): void {
    const seconds = Math.round(performance.now() - this.#begin) / 1_000;
    if (data !== '') this.events.push([seconds, kind, data]);
  }

  #text(): string {
    const { active } = this.#screen.buffer;
    return Array.from({ length: this.#screen.rows }, (_, y) =>
      active.getLine(active.baseY + y)?.translateToString(true),
    ).join('\n');
  }
}

async function record(name: string, recipe: Recipe): Promise<void> {
  const files = mkdtempSync(join(tmpdir(), 'drover-record-'));
  try {
    cpSync(PROGRAMS, files, { recursive: true });
    for (const [file, text] of Object.entries(recipe.files ?? {})) writeFileSync(join(files, file), text);
    const recording = new Recording(recipe, files);
    for (const step of recipe.steps) await recording.take(step);
    await recording.end();
    const packed = packCast(recipe.size, recording.events);
    mkdirSync(STREAMS, { recursive: true });
    writeFileSync(join(STREAMS, `${name}.cast.gz`), packed);
    const bytes = recording.events.reduce(
      (sum, [, kind, data]) => sum + (kind === 'o' ? Buffer.byteLength(data) : 0),
      0,
    );
    console.log(`${name}: ${bytes} bytes, ${packed.length} packed`);
  } finally {
    rmSync(files, { recursive: true });
  }
}

const wanted = process.argv.slice(2);
for (const [name, recipe] of Object.entries(RECIPES)) {
  if (wanted.length === 0 || wanted.includes(name)) await record(name, recipe);
}

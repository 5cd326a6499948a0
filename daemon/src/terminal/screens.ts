import { Worker } from 'node:worker_threads';
import type { Picture, Size } from '@drover/protocol';
import { Growth } from './growth.ts';
import type { Mark } from './marks.ts';
import type { ScreenSource, Snapshot } from './screen.ts';
import type { FromScreens, ToScreens } from './screen-messages.ts';
import { yieldToOthers } from './yield-to-others.ts';

export type ScreensEvents = {
  /** A terminal's answer to a query of the program in it. */
  reply: (sessionId: string, text: string) => void;
  title: (sessionId: string, title: string) => void;
  mark: (sessionId: string, mark: Mark) => void;
  /** A screen with far to go has come so far. */
  parsed: (sessionId: string, offset: number) => void;
  pictures: (pictures: Picture[]) => void;
  /** The thread died and has been started anew; all screens must be opened again. */
  died: (error: Error) => void;
};

/**
 * Growth of the spools is told to the screens at once after a pause, for a program may wait for the answer to a query,
 * and looked at this often in a stream.
 */
const GROWTH_EVERY_MS = 20;

/** Pauses before a thread that died is started again: what killed it may still be there to be parsed. */
const RESTART_MS = { first: 500, last: 30_000 };

/** All sessions' screens, in a thread of their own. */
export class Screens {
  readonly #events: ScreensEvents;
  readonly #snapshots = new Map<number, (snapshot: Snapshot | undefined) => void>();
  readonly #texts = new Map<number, (rows: string[] | undefined) => void>();
  readonly #growth = new Growth();
  #growthTimer: NodeJS.Timeout | undefined;
  #worker: Worker | undefined;
  #restartMs = RESTART_MS.first;
  #restartTimer: NodeJS.Timeout | undefined;
  #closed = false;
  #lastRequest = 0;

  constructor(events: ScreensEvents) {
    this.#events = events;
    this.#worker = this.#start();
  }

  open(source: ScreenSource, end: number): void {
    this.#send({ kind: 'open', source, end });
  }

  grew(sessionId: string, end: number): void {
    const isPressing = this.#growth.grew(sessionId, end);
    if (isPressing) this.#send({ kind: 'grew', ends: this.#growth.take(sessionId) });
    else if (!this.#growthTimer) this.#tellGrowth();
  }

  resized(sessionId: string, offset: number, size: Size): void {
    this.#send({ kind: 'resized', sessionId, offset, size });
  }

  ended(sessionId: string, end: number): void {
    this.#send({ kind: 'ended', sessionId, end });
  }

  /** The screen at the offset `wanted`, or as near as it gets in a moment. Undefined when there is none. */
  snapshot(sessionId: string, wanted: number): Promise<Snapshot | undefined> {
    const requestId = ++this.#lastRequest;
    const { promise, resolve } = Promise.withResolvers<Snapshot | undefined>();
    if (!this.#worker) return Promise.resolve(undefined);
    this.#snapshots.set(requestId, resolve);
    this.#send({ kind: 'grew', ends: this.#growth.take(sessionId) });
    this.#send({ kind: 'snapshot', sessionId, requestId, wanted });
    return promise;
  }

  /** The rows of the screen, as far as it has been parsed. Undefined when there is none. */
  text(sessionId: string): Promise<string[] | undefined> {
    if (!this.#worker) return Promise.resolve(undefined);
    const requestId = ++this.#lastRequest;
    const { promise, resolve } = Promise.withResolvers<string[] | undefined>();
    this.#texts.set(requestId, resolve);
    this.#send({ kind: 'grew', ends: this.#growth.take(sessionId) });
    this.#send({ kind: 'text', sessionId, requestId });
    return promise;
  }

  /** Asks for the pictures that changed since they were last asked for, or for all. */
  askPictures(all: boolean): void {
    this.#send({ kind: 'pictures', all });
  }

  close(sessionId: string): void {
    this.#growth.forget(sessionId);
    this.#send({ kind: 'close', sessionId });
  }

  async stop(): Promise<void> {
    this.#closed = true;
    clearTimeout(this.#growthTimer);
    clearTimeout(this.#restartTimer);
    await this.#worker?.terminate();
  }

  #start(): Worker {
    const worker = new Worker(new URL('./screen-worker.ts', import.meta.url), { name: 'screens' });
    worker.once('online', () => yieldToOthers('screens'));
    worker.on('message', (message: FromScreens) => this.#receive(message));
    worker.on('error', (error: Error) => this.#restart(error));
    return worker;
  }

  #restart(error: Error): void {
    if (this.#closed) return;
    this.#worker = undefined;
    for (const resolve of [...this.#snapshots.values(), ...this.#texts.values()]) resolve(undefined);
    this.#snapshots.clear();
    this.#texts.clear();
    this.#restartTimer = setTimeout(() => {
      this.#worker = this.#start();
      this.#events.died(error);
    }, this.#restartMs);
    this.#restartMs = Math.min(this.#restartMs * 2, RESTART_MS.last);
  }

  #tellGrowth(): void {
    this.#growthTimer = undefined;
    if (!this.#growth.isPending) return;
    this.#send({ kind: 'grew', ends: this.#growth.look() });
    this.#growthTimer = setTimeout(() => this.#tellGrowth(), GROWTH_EVERY_MS);
  }

  #send(message: ToScreens): void {
    this.#worker?.postMessage(message);
  }

  #receive(message: FromScreens): void {
    switch (message.kind) {
      case 'reply':
        this.#events.reply(message.sessionId, message.text);
        break;
      case 'title':
        this.#events.title(message.sessionId, message.title);
        break;
      case 'mark':
        this.#events.mark(message.sessionId, message.mark);
        break;
      case 'text':
        this.#texts.get(message.requestId)?.(message.rows);
        this.#texts.delete(message.requestId);
        break;
      case 'parsed':
        this.#events.parsed(message.sessionId, message.offset);
        break;
      case 'pictures':
        this.#events.pictures(message.pictures);
        break;
      case 'snapshot':
        this.#snapshots.get(message.requestId)?.(message.snapshot);
        this.#snapshots.delete(message.requestId);
        break;
    }
  }
}

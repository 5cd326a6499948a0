import type { Size } from '@drover/protocol';
import type { ScreenSource, Snapshot } from '../terminal/screen.ts';
import type { Screens } from '../terminal/screens.ts';

/** What a screen shows: output up to `end`, which is all when it is `complete`. */
export type Shown = Omit<ScreenSource, 'answerFrom'> & { end: number; complete: boolean };

/** One session's screen in the screen thread. Only what is open there takes memory. */
export class SessionScreen {
  /** Queries of the program from this offset on are answered. */
  answerFrom = 0;
  readonly #sessionId: string;
  readonly #screens: Screens;
  readonly #shown: () => Shown;
  #isOpen = false;

  constructor(sessionId: string, screens: Screens, shown: () => Shown) {
    this.#sessionId = sessionId;
    this.#screens = screens;
    this.#shown = shown;
  }

  /** A session that never came to life has none. */
  open(): void {
    const { end, complete, ...source } = this.#shown();
    if (this.#isOpen || !source.epoch) return;
    this.#isOpen = true;
    this.#screens.open({ ...source, answerFrom: this.answerFrom }, end);
    if (complete) this.#screens.ended(this.#sessionId, end);
  }

  close(): void {
    if (this.#isOpen) this.#screens.close(this.#sessionId);
    this.#isOpen = false;
  }

  /** The screen thread died and took the screen with it. */
  reopen(): void {
    const wasOpen = this.#isOpen;
    this.#isOpen = false;
    this.answerFrom = this.#shown().end;
    if (wasOpen) this.open();
  }

  snapshot(wanted: number): Promise<Snapshot | undefined> {
    this.open();
    return this.#screens.snapshot(this.#sessionId, wanted);
  }

  grew(end: number): void {
    this.#screens.grew(this.#sessionId, end);
  }

  resized(offset: number, size: Size): void {
    this.#screens.resized(this.#sessionId, offset, size);
  }

  ended(end: number): void {
    if (this.#isOpen) this.#screens.ended(this.#sessionId, end);
  }
}

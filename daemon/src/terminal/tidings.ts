import type { Mark } from './marks.ts';

/** A shell tells four for each command. */
const MAX_MARKS = 16;

/**
 * What the programs of a screen tell of themselves in one piece of output. It may be told many thousand times there, and
 * whoever hears of it does much more than the screen: of titles only the last counts, of marks the last few.
 */
export class Tidings {
  #title: string | undefined;
  #marks: Mark[] = [];

  titled(title: string): void {
    this.#title = title;
  }

  marked(mark: Mark): void {
    this.#marks.push(mark);
    if (this.#marks.length > 2 * MAX_MARKS) this.#marks = this.#last;
  }

  /** Each is told once. */
  take(): { title: string | undefined; marks: readonly Mark[] } {
    const taken = { title: this.#title, marks: this.#last };
    this.#title = undefined;
    this.#marks = [];
    return taken;
  }

  get #last(): Mark[] {
    return this.#marks.slice(-MAX_MARKS);
  }
}

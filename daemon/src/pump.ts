/** Something that does its work a step at a time; false when it has nothing to do now. */
export type Pumped = { pump(): boolean };

/** Lets all that have work take steps in turn, one each, so that a flood does not make its neighbours wait. */
export class Pump<T extends Pumped> {
  readonly #ready = new Set<T>();
  readonly #stepsPerTurn: number;
  readonly #failed: (pumped: T, error: unknown) => void;
  #scheduled = false;

  /** After `stepsPerTurn`, the other work of the thread gets its turn. */
  constructor(stepsPerTurn: number, failed: (pumped: T, error: unknown) => void) {
    this.#stepsPerTurn = stepsPerTurn;
    this.#failed = failed;
  }

  /** It may have work. The first step after silence is done at once. */
  wake(pumped: T): void {
    if (this.#scheduled || this.#ready.size > 0) this.#ready.add(pumped);
    else if (this.#hasMore(pumped)) this.#ready.add(pumped);
    if (this.#ready.size > 0) this.#schedule();
  }

  forget(pumped: T): void {
    this.#ready.delete(pumped);
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => this.#turn());
  }

  #turn(): void {
    this.#scheduled = false;
    for (let steps = 0; steps < this.#stepsPerTurn && this.#ready.size > 0; ) {
      for (const pumped of [...this.#ready]) {
        if (!this.#hasMore(pumped)) this.#ready.delete(pumped);
        steps++;
      }
    }
    if (this.#ready.size > 0) this.#schedule();
  }

  #hasMore(pumped: T): boolean {
    try {
      return pumped.pump();
    } catch (error) {
      this.#failed(pumped, error);
      return false;
    }
  }
}

/** Something that sends one frame at a time; false when it has nothing to send now. */
export type Pumped = { pump(): boolean };

/** Frames sent before other work of the daemon gets its turn. */
const FRAMES_PER_TURN = 32;

/** Sends the frames of all attachments in turn, one each, so that a flood does not make its neighbours wait. */
export class Pump<T extends Pumped> {
  readonly #ready = new Set<T>();
  readonly #failed: (pumped: T, error: unknown) => void;
  #scheduled = false;

  constructor(failed: (pumped: T, error: unknown) => void) {
    this.#failed = failed;
  }

  /** It may have something to send. The first frame after silence goes at once. */
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
    for (let frames = 0; frames < FRAMES_PER_TURN && this.#ready.size > 0; ) {
      for (const pumped of [...this.#ready]) {
        if (!this.#hasMore(pumped)) this.#ready.delete(pumped);
        frames++;
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

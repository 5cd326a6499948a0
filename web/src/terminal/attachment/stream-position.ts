import { DroverError, type Position, type StreamFrame } from '@drover/protocol';

type Snapshot = { bytesMissing: number; position: Position };

/** How far the terminal has followed a session's output, and whether the next frame goes on exactly there. */
export class StreamPosition {
  #position: Position | null = null;
  #snapshot: Snapshot | null = null;
  #begun = false;

  /** Where the terminal is; null while it holds nothing that a stream could go on from. */
  get position(): Position | null {
    return this.#position;
  }

  /** True from `resume`, or a whole snapshot, on. */
  get current(): boolean {
    return this.#begun && this.#position !== null;
  }

  /** A new attachment begins: nothing counts before its `resume` or `reset`. */
  begin(): void {
    this.#begun = false;
    this.#loseHalfSnapshot();
  }

  /** What the terminal holds cannot be gone on from. */
  forget(): void {
    this.#position = null;
  }

  /** Throws `offset_mismatch` when `frame` is not what must come next; the position is then what it was. */
  follow(frame: StreamFrame): void {
    switch (frame.kind) {
      case 'reset':
        this.#reset(frame);
        break;
      case 'snapshot':
        this.#takeSnapshot(frame);
        break;
      case 'resume':
        if (this.#begun) throw mismatch(frame, 'it had begun already');
        this.#expectNext(frame);
        this.#begun = true;
        break;
      case 'data':
        this.#expectBegun(frame);
        this.#expectNext(frame);
        this.#position = { epoch: frame.epoch, offset: frame.offset + frame.bytes.length };
        break;
      case 'size':
      case 'end':
        this.#expectBegun(frame);
        this.#expectNext(frame);
        break;
    }
  }

  #reset({ epoch, offset, snapshotLength }: Extract<StreamFrame, { kind: 'reset' }>): void {
    this.#begun = true;
    this.#position = snapshotLength === 0 ? { epoch, offset } : null;
    this.#snapshot =
      snapshotLength === 0 ? null : { bytesMissing: snapshotLength, position: { epoch, offset } };
  }

  #takeSnapshot(frame: Extract<StreamFrame, { kind: 'snapshot' }>): void {
    const snapshot = this.#snapshot;
    if (!snapshot || frame.epoch !== snapshot.position.epoch) throw mismatch(frame, 'none was announced');
    if (frame.bytes.length > snapshot.bytesMissing) throw mismatch(frame, 'it is longer than announced');
    snapshot.bytesMissing -= frame.bytes.length;
    if (snapshot.bytesMissing > 0) return;
    this.#position = snapshot.position;
    this.#snapshot = null;
  }

  #expectBegun(frame: StreamFrame): void {
    if (!this.#begun) throw mismatch(frame, 'neither resume nor reset came before it');
    if (this.#snapshot) throw mismatch(frame, 'the snapshot is not complete');
  }

  #expectNext(frame: StreamFrame): void {
    const at = this.#position;
    if (at && at.epoch === frame.epoch && at.offset === frame.offset) return;
    throw mismatch(frame, at ? `the terminal is at ${at.epoch}:${at.offset}` : 'the terminal holds nothing');
  }

  #loseHalfSnapshot(): void {
    if (!this.#snapshot) return;
    this.#snapshot = null;
    this.#position = null;
  }
}

const mismatch = (frame: StreamFrame, why: string) =>
  new DroverError('offset_mismatch', `Got ${frame.kind} at ${frame.epoch}:${frame.offset}, but ${why}.`);

import {
  type AttachId,
  MAX_DATA_BYTES,
  MAX_LAG_BYTES,
  type Position,
  RAW_CATCH_UP_BYTES,
  type ResetReason,
  type Size,
  type StreamFrame,
} from '@drover/protocol';
import { SpoolReader } from '../spool/reader.ts';
import type { SizeTimeline } from '../spool/sizes.ts';
import { wholeCharacters } from '../spool/utf8.ts';
import type { Snapshot } from '../terminal/screen.ts';
import { CreditWindow } from './credit-window.ts';

/** What an attachment reads from: one session's output so far. */
export type OutputSource = {
  readonly epoch: string;
  readonly spool: string;
  readonly floor: number;
  readonly end: number;
  /** True once no more bytes will come. */
  readonly complete: boolean;
  readonly sizes: SizeTimeline;
  snapshot(wanted: number): Promise<Snapshot | undefined>;
};

type Phase =
  | { kind: 'preparing' }
  | { kind: 'snapshot'; rest: Uint8Array }
  | { kind: 'live' }
  | { kind: 'ended' };

/**
 * One viewer's way through a session's output: first what it needs to be up to date, then everything that follows,
 * never more than a window ahead of what its terminal has parsed.
 */
export class Attachment implements Disposable {
  readonly attachId: AttachId;
  readonly viewerName: string;
  /** Of the viewer's own window. */
  size: Size;
  /** Number of the last input taken. */
  inputSeq = 0;

  readonly #source: OutputSource;
  readonly #send: (frame: StreamFrame) => void;
  readonly #reader: SpoolReader;
  readonly #window = new CreditWindow();
  #phase: Phase = { kind: 'preparing' };
  #offset = 0;
  #lagLimit = MAX_LAG_BYTES;
  #toldSize: Size | undefined;

  constructor(
    viewer: { attachId: AttachId; viewerName: string; size: Size },
    source: OutputSource,
    send: (frame: StreamFrame) => void,
  ) {
    this.attachId = viewer.attachId;
    this.viewerName = viewer.viewerName;
    this.size = viewer.size;
    this.#source = source;
    this.#send = send;
    this.#reader = new SpoolReader(source.spool);
  }

  /** Sends the viewer what brings it up to date from where it is. */
  async begin(from: Position | null): Promise<void> {
    const { epoch, floor, end } = this.#source;
    if (from && from.epoch === epoch && from.offset >= floor && end - from.offset <= RAW_CATCH_UP_BYTES) {
      this.#resume(from.offset);
    } else if (floor === 0 && end <= RAW_CATCH_UP_BYTES) {
      this.#resetRaw(from ? 'epoch' : 'start');
    } else {
      await this.#resetToSnapshot(resetReason(from, epoch, floor));
    }
  }

  /** Payload bytes, since the attach, that the viewer's terminal has parsed. False when that cannot be. */
  acknowledge(consumed: number): boolean {
    return this.#window.acknowledge(consumed);
  }

  /** Sends the next frame, if there is one and the window allows it. False when there is nothing to do now. */
  pump(): boolean {
    switch (this.#phase.kind) {
      case 'preparing':
      case 'ended':
        return false;
      case 'snapshot':
        return this.#window.open > 0 && this.#sendSnapshotPart(this.#phase);
      case 'live':
        return this.#pumpLive();
    }
  }

  [Symbol.dispose](): void {
    this.#phase = { kind: 'ended' };
    this.#reader[Symbol.dispose]();
  }

  get #head() {
    return { attachId: this.attachId, epoch: this.#source.epoch, offset: this.#offset };
  }

  #resume(offset: number): void {
    this.#offset = offset;
    this.#send({ kind: 'resume', ...this.#head });
    this.#phase = { kind: 'live' };
  }

  /** From the very beginning: short, and exact. */
  #resetRaw(reason: ResetReason): void {
    this.#offset = 0;
    this.#reset(reason, this.#sizeHere, 0);
    this.#phase = { kind: 'live' };
  }

  async #resetToSnapshot(reason: ResetReason): Promise<void> {
    this.#phase = { kind: 'preparing' };
    const wanted = this.#source.end;
    const snapshot = await this.#source.snapshot(wanted);
    if (this.#isDisposed) return;
    this.#offset = snapshot?.offset ?? Math.max(this.#source.floor, wanted - RAW_CATCH_UP_BYTES);
    // A screen that is itself behind must not lead to one reset after the other.
    this.#lagLimit = this.#source.end - this.#offset + MAX_LAG_BYTES;
    this.#reset(reason, snapshot?.size ?? this.#sizeHere, snapshot?.bytes.length ?? 0);
    this.#phase = snapshot?.bytes.length ? { kind: 'snapshot', rest: snapshot.bytes } : { kind: 'live' };
  }

  get #isDisposed(): boolean {
    return this.#phase.kind === 'ended';
  }

  #reset(reason: ResetReason, size: Size, snapshotLength: number): void {
    this.#toldSize = size;
    this.#send({ kind: 'reset', ...this.#head, reason, floor: this.#source.floor, size, snapshotLength });
  }

  #sendSnapshotPart(phase: { rest: Uint8Array }): boolean {
    const bytes = phase.rest.subarray(0, Math.min(MAX_DATA_BYTES, this.#window.open));
    const rest = phase.rest.subarray(bytes.length);
    this.#send({ kind: 'snapshot', ...this.#head, bytes });
    this.#window.send(bytes.length);
    this.#phase = rest.length > 0 ? { kind: 'snapshot', rest } : { kind: 'live' };
    return true;
  }

  #pumpLive(): boolean {
    const { end, complete, sizes } = this.#source;
    const size = sizes.at(this.#offset);
    if (size && !isSame(size, this.#toldSize)) this.#tellSize(size);
    if (this.#offset >= end) return complete && this.#finish();
    if (end - this.#offset > this.#lagLimit) {
      void this.#resetToSnapshot('lag');
      return false;
    }
    return this.#window.open > 0 && this.#sendData();
  }

  #sendData(): boolean {
    const { end, complete, sizes } = this.#source;
    const resizeAt = sizes.nextAfter(this.#offset)?.offset ?? end;
    const read = this.#reader.read(
      this.#offset,
      Math.min(MAX_DATA_BYTES, this.#window.open, resizeAt - this.#offset),
      end,
    );
    if ('gapTo' in read) {
      void this.#resetToSnapshot('floor');
      return false;
    }
    const readTo = this.#offset + read.bytes.length;
    const nothingWillJoin = readTo === resizeAt && (resizeAt < end || complete);
    const whole = nothingWillJoin ? read.bytes.length : wholeCharacters(read.bytes);
    if (whole === 0) return false;
    this.#send({ kind: 'data', ...this.#head, bytes: read.bytes.subarray(0, whole) });
    this.#offset += whole;
    this.#window.send(whole);
    return true;
  }

  #finish(): boolean {
    this.#send({ kind: 'end', ...this.#head });
    this.#phase = { kind: 'ended' };
    return false;
  }

  get #sizeHere(): Size {
    return this.#source.sizes.at(this.#offset) ?? this.size;
  }

  #tellSize(size: Size): void {
    this.#toldSize = size;
    this.#send({ kind: 'size', ...this.#head, size });
  }
}

const isSame = (a: Size, b: Size | undefined): boolean => a.cols === b?.cols && a.rows === b.rows;

function resetReason(from: Position | null, epoch: string, floor: number): ResetReason {
  if (!from) return 'start';
  if (from.epoch !== epoch) return 'epoch';
  return from.offset < floor ? 'floor' : 'far';
}

import {
  type AttachId,
  MAX_DATA_BYTES,
  MAX_LAG_BYTES,
  type Position,
  RAW_CATCH_UP_BYTES,
  type ResetReason,
  type Size,
  STREAM_HEAD_BYTES,
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

export type AttachmentOutput = {
  send: (frame: StreamFrame) => void;
  /** There is something to pump again, after a time when a snapshot had to be waited for. */
  ready: () => void;
  failed: (error: unknown) => void;
};

/** A snapshot costs about what it saves; in a flood, a viewer gets one at most this often. */
const LAG_RESET_EVERY_MS = 250;

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
  /** False for one that only watches. */
  readonly mayControl: boolean;
  /** Of the viewer's own window. */
  size: Size;
  /** Number of the last input taken. */
  inputSeq = 0;

  readonly #source: OutputSource;
  readonly #out: AttachmentOutput;
  readonly #reader: SpoolReader;
  readonly #window = new CreditWindow();
  #phase: Phase = { kind: 'preparing' };
  #offset = 0;
  #lagLimit = MAX_LAG_BYTES;
  #resetAt = Number.NEGATIVE_INFINITY;
  #toldSize: Size | undefined;

  constructor(
    viewer: { attachId: AttachId; viewerName: string; mayControl: boolean; size: Size },
    source: OutputSource,
    out: AttachmentOutput,
  ) {
    this.attachId = viewer.attachId;
    this.viewerName = viewer.viewerName;
    this.mayControl = viewer.mayControl;
    this.size = viewer.size;
    this.#source = source;
    this.#out = out;
    this.#reader = new SpoolReader(source.spool);
  }

  /** Sends the viewer what brings it up to date from where it is. */
  begin(from: Position | null): void {
    const { epoch, floor, end } = this.#source;
    if (from && from.epoch === epoch && from.offset >= floor && end - from.offset <= RAW_CATCH_UP_BYTES) {
      this.#resume(from.offset);
    } else if (floor === 0 && end <= RAW_CATCH_UP_BYTES) {
      this.#resetRaw(from ? 'epoch' : 'start');
    } else {
      this.#prepareReset(resetReason(from, epoch, floor));
    }
  }

  /** Payload bytes, since the attach, that the viewer's terminal has parsed. False when that cannot be. */
  acknowledge(consumed: number): boolean {
    return this.#window.acknowledge(consumed);
  }

  /** See `CreditWindow`. */
  get silentSince(): number | undefined {
    return this.#window.silentSince;
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
    this.#out.send({ kind: 'resume', ...this.#head });
    this.#phase = { kind: 'live' };
  }

  /** From the very beginning: short, and exact. */
  #resetRaw(reason: ResetReason): void {
    this.#offset = 0;
    this.#reset(reason, this.#sizeHere, 0);
    this.#phase = { kind: 'live' };
  }

  #prepareReset(reason: ResetReason): void {
    this.#phase = { kind: 'preparing' };
    this.#resetToSnapshot(reason).then(this.#out.ready, this.#out.failed);
  }

  async #resetToSnapshot(reason: ResetReason): Promise<void> {
    const wanted = this.#source.end;
    const snapshot = await this.#source.snapshot(wanted);
    if (this.#isDisposed) return;
    // A screen that is itself behind must neither lead backwards nor to one reset after the other.
    const offset = snapshot?.offset ?? Math.max(this.#source.floor, wanted - RAW_CATCH_UP_BYTES);
    this.#lagLimit = this.#source.end - Math.max(offset, this.#offset) + MAX_LAG_BYTES;
    this.#resetAt = performance.now();
    this.#phase = { kind: 'live' };
    if (reason === 'lag' && offset <= this.#offset) return;
    this.#offset = offset;
    this.#reset(reason, snapshot?.size ?? this.#sizeHere, snapshot?.bytes.length ?? 0);
    if (snapshot?.bytes.length) this.#phase = { kind: 'snapshot', rest: snapshot.bytes };
  }

  get #isDisposed(): boolean {
    return this.#phase.kind === 'ended';
  }

  #reset(reason: ResetReason, size: Size, snapshotLength: number): void {
    this.#toldSize = size;
    this.#out.send({ kind: 'reset', ...this.#head, reason, floor: this.#source.floor, size, snapshotLength });
  }

  #sendSnapshotPart(phase: { rest: Uint8Array }): boolean {
    const bytes = phase.rest.subarray(0, Math.min(MAX_DATA_BYTES, this.#window.open));
    const rest = phase.rest.subarray(bytes.length);
    this.#out.send({ kind: 'snapshot', ...this.#head, bytes });
    this.#window.send(bytes.length);
    this.#phase = rest.length > 0 ? { kind: 'snapshot', rest } : { kind: 'live' };
    return true;
  }

  #pumpLive(): boolean {
    const { end, complete, sizes } = this.#source;
    const size = sizes.at(this.#offset);
    if (size && !isSame(size, this.#toldSize)) this.#tellSize(size);
    if (this.#offset >= end) return complete && this.#finish();
    if (end - this.#offset > this.#lagLimit && performance.now() - this.#resetAt >= LAG_RESET_EVERY_MS) {
      this.#prepareReset('lag');
      return false;
    }
    return this.#window.open > 0 && this.#sendData();
  }

  #sendData(): boolean {
    const { end, complete, sizes } = this.#source;
    const resizeAt = sizes.nextAfter(this.#offset)?.offset ?? end;
    const most = Math.min(MAX_DATA_BYTES, this.#window.open, resizeAt - this.#offset, end - this.#offset);
    const room = Buffer.allocUnsafe(STREAM_HEAD_BYTES + most).subarray(STREAM_HEAD_BYTES);
    const read = this.#reader.read(this.#offset, end, room);
    if ('gapTo' in read) {
      this.#prepareReset('floor');
      return false;
    }
    const readTo = this.#offset + read.bytes.length;
    const isBeforeGap = read.bytes.length < most;
    const nothingWillJoin = isBeforeGap || (readTo === resizeAt && (resizeAt < end || complete));
    const whole = nothingWillJoin ? read.bytes.length : wholeCharacters(read.bytes);
    if (whole === 0) return false;
    this.#out.send({ kind: 'data', ...this.#head, bytes: read.bytes.subarray(0, whole), hasRoom: true });
    this.#offset += whole;
    this.#window.send(whole);
    return true;
  }

  #finish(): boolean {
    this.#out.send({ kind: 'end', ...this.#head });
    this.#phase = { kind: 'ended' };
    return false;
  }

  get #sizeHere(): Size {
    return this.#source.sizes.at(this.#offset) ?? this.size;
  }

  #tellSize(size: Size): void {
    this.#toldSize = size;
    this.#out.send({ kind: 'size', ...this.#head, size });
  }
}

const isSame = (a: Size, b: Size | undefined): boolean => a.cols === b?.cols && a.rows === b.rows;

function resetReason(from: Position | null, epoch: string, floor: number): ResetReason {
  if (!from) return 'start';
  if (from.epoch !== epoch) return 'epoch';
  return from.offset < floor ? 'floor' : 'far';
}

import { mkdirSync } from 'node:fs';
import { openRing, rescueRing } from './ring.ts';
import { type Geometry, SegmentLog, type SpoolLimits } from './segment-log.ts';

/** What is kept in memory while the disk takes no more. */
const RING_LIMITS: SpoolLimits = { segmentBytes: 512 * 1024, quotaBytes: 4 * 1024 * 1024 };

/** How often a disk that took no more is asked again. */
const RETRY_MS = 1_000;

/**
 * Appends a session's output to its spool. Writes are synchronous: a byte that `append` has returned from survives
 * the process. When the disk refuses, the last few MiB are kept in memory until it takes them; what is older by then
 * is a gap of just that length.
 */
export class SpoolWriter {
  /** Offset after the newest byte. */
  end = 0;

  readonly #dir: string;
  readonly #disk: SegmentLog;
  /** True when the disk takes no more, false when it does again and has got all that was kept. */
  readonly #degraded: (isDegraded: boolean) => void;
  #size: Geometry;
  #ring: SegmentLog | undefined;
  #retry: NodeJS.Timeout | undefined;

  constructor(
    dir: string,
    limits: SpoolLimits,
    size: Geometry,
    degraded: (isDegraded: boolean) => void = () => {},
  ) {
    mkdirSync(dir, { recursive: true, mode: 0o700 });
    this.#dir = dir;
    this.#size = size;
    this.#degraded = degraded;
    this.#disk = new SegmentLog(dir, limits, 0);
    this.#disk.begin(0, size);
  }

  /** Offset of the oldest byte kept. */
  get floor(): number {
    return this.#disk.floor;
  }

  get isDegraded(): boolean {
    return this.#retry !== undefined;
  }

  append(bytes: Uint8Array): void {
    if (this.isDegraded || !this.#toDisk(bytes)) this.#toRing(bytes);
    this.end += bytes.length;
  }

  /** From the current end on, the screen has this size. */
  resized(size: Geometry): void {
    this.#size = size;
    try {
      (this.#ring ?? this.#disk).markSize(this.end, size);
    } catch {
      // The next segment begins with the size again.
    }
  }

  close(): void {
    if (this.isDegraded) this.#recover();
    clearInterval(this.#retry);
    this.#ring?.close();
    this.#disk.close();
  }

  #toDisk(bytes: Uint8Array): boolean {
    try {
      this.#disk.append(bytes, this.end, this.#size);
      return true;
    } catch {
      this.#degrade();
      return false;
    }
  }

  #toRing(bytes: Uint8Array): void {
    try {
      this.#ring?.append(bytes, this.end, this.#size);
    } catch {
      // Memory is full as well: a gap.
    }
  }

  #degrade(): void {
    this.#retry = setInterval(() => this.#recover(), RETRY_MS).unref();
    this.#openRing();
    this.#degraded(true);
  }

  #openRing(): void {
    const ring = openRing(this.#dir);
    this.#ring = ring ? new SegmentLog(ring, RING_LIMITS, this.end) : undefined;
  }

  #recover(): void {
    try {
      this.#disk.adopt(rescueRing(this.#dir));
    } catch {
      return;
    }
    this.#ring?.close();
    this.#ring = undefined;
    try {
      this.#disk.begin(this.end, this.#size);
    } catch {
      this.#openRing();
      return;
    }
    clearInterval(this.#retry);
    this.#retry = undefined;
    this.#degraded(false);
  }
}

import { readFileSync } from 'node:fs';
import type { Size } from '@drover/protocol';
import { listSpool, marksPath } from './files.ts';

export type SizeMark = { offset: number; size: Size };

const SIZE_MARK = /^r (\d+) \d+ (\d+) (\d+)$/;

/** Where in a session's output its screen had which size. */
export class SizeTimeline {
  readonly #marks: SizeMark[] = [];

  constructor(marks: Iterable<SizeMark> = []) {
    for (const mark of marks) this.add(mark);
  }

  get all(): readonly SizeMark[] {
    return this.#marks;
  }

  /** Marks come in order of offset; of several at one offset the last counts. */
  add(mark: SizeMark): void {
    const last = this.#marks.at(-1);
    if (last?.offset === mark.offset) this.#marks.pop();
    const before = this.#marks.at(-1);
    if (before?.size.cols === mark.size.cols && before.size.rows === mark.size.rows) return;
    this.#marks.push(mark);
  }

  /** The size at an offset: that of the last mark at or before it. */
  at(offset: number): Size | undefined {
    return (this.#marks.findLast((mark) => mark.offset <= offset) ?? this.#marks[0])?.size;
  }

  /** The first change after an offset. */
  nextAfter(offset: number): SizeMark | undefined {
    const last = this.#marks.at(-1);
    if (!last || last.offset <= offset) return undefined;
    return this.#marks.find((mark) => mark.offset > offset);
  }
}

/** Reads the size marks of a spool. What a crash cut short, or the writer dropped meanwhile, is passed over. */
export function readSizeMarks(dir: string): SizeMark[] {
  return listSpool(dir).flatMap((segment) =>
    readOrEmpty(marksPath(segment.dir, segment.start))
      .split('\n')
      .map((line) => SIZE_MARK.exec(line))
      .filter((match) => match !== null)
      .map(([, offset, cols, rows]) => ({
        offset: Number(offset),
        size: { cols: Number(cols), rows: Number(rows) },
      })),
  );
}

function readOrEmpty(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

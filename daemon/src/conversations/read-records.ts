import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import type { SavedRecord } from './record-rules.ts';

/** Read at a time; the event loop is free between two pieces. */
const PIECE_BYTES = 64 * 1024;

/** A longer line holds a picture or the like, and is passed over. */
const MAX_LINE_BYTES = 512 * 1024;

/** A larger file is read at its beginning and its end only. */
export const MAX_WHOLE_BYTES = 2 * 1024 * 1024;

const HEAD_BYTES = 512 * 1024;
const TAIL_BYTES = 128 * 1024;

const NEWLINE = 0x0a;

/** What a reader says to go on with; `enough` ends the reading. */
export type TakeRecord = (record: SavedRecord) => 'more' | 'enough';

/** `whole` when every record was handed over. */
export type Reading = 'whole' | 'parts' | 'stopped';

/** Opens a plain file for reading: never a link, and never a pipe that nobody writes. Undefined when it is none. */
export async function openPlainFile(path: string): Promise<FileHandle | undefined> {
  const flags = constants.O_RDONLY | constants.O_NONBLOCK | constants.O_NOFOLLOW;
  const file = await open(path, flags).catch(() => undefined);
  if (!file) return undefined;
  if ((await file.stat()).isFile()) return file;
  await file.close();
  return undefined;
}

/** Hands over the records of a file with one on each line; lines that are no JSON are passed over. */
export async function readLines(file: FileHandle, size: number, take: TakeRecord): Promise<Reading> {
  const isShort = size <= MAX_WHOLE_BYTES;
  const head = await readStretch(file, 0, isShort ? size : HEAD_BYTES, new Lines(take));
  if (head === 'stopped') return 'stopped';
  if (isShort) return 'whole';
  return (await readTail(file, size, take)) === 'stopped' ? 'stopped' : 'parts';
}

export function readTail(file: FileHandle, size: number, take: TakeRecord): Promise<'done' | 'stopped'> {
  const start = Math.max(0, size - TAIL_BYTES);
  return readStretch(file, start, size, new Lines(take, start > 0));
}

/** Hands over the file itself, and then the list in it. One that is too large is not read. */
export async function readDocument(
  file: FileHandle,
  size: number,
  listOf: (document: SavedRecord) => unknown,
  take: TakeRecord,
): Promise<Reading> {
  if (size > MAX_WHOLE_BYTES) return 'stopped';
  const document = parse(await file.readFile());
  const list = listOf(document);
  for (const record of [document, ...(Array.isArray(list) ? list : [])]) {
    if (record === undefined || take(record) === 'enough') return 'stopped';
  }
  return 'whole';
}

async function readStretch(
  file: FileHandle,
  start: number,
  end: number,
  lines: Lines,
): Promise<'done' | 'stopped'> {
  for (let offset = start; offset < end; ) {
    const buffer = Buffer.allocUnsafe(Math.min(PIECE_BYTES, end - offset));
    const { bytesRead } = await file.read(buffer, 0, buffer.length, offset);
    if (bytesRead === 0) break; // it has become shorter
    offset += bytesRead;
    if (lines.add(buffer.subarray(0, bytesRead)) === 'enough') return 'stopped';
  }
  return lines.finish() === 'enough' ? 'stopped' : 'done';
}

/** Makes records of pieces of a file. */
class Lines {
  readonly #take: TakeRecord;
  #rest: Buffer[] = [];
  #restBytes = 0;
  /** Until the end of a line of which the beginning is not there, or that is too long. */
  #isSkipping: boolean;

  constructor(take: TakeRecord, beginsInside = false) {
    this.#take = take;
    this.#isSkipping = beginsInside;
  }

  add(piece: Buffer): 'more' | 'enough' {
    let start = 0;
    for (let end = piece.indexOf(NEWLINE); end >= 0; end = piece.indexOf(NEWLINE, start)) {
      this.#keep(piece.subarray(start, end));
      start = end + 1;
      if (this.finish() === 'enough') return 'enough';
    }
    this.#keep(piece.subarray(start));
    return 'more';
  }

  /** What is there is a whole line. */
  finish(): 'more' | 'enough' {
    const record = this.#isSkipping || this.#restBytes === 0 ? undefined : parse(Buffer.concat(this.#rest));
    this.#drop();
    this.#isSkipping = false;
    return record === undefined ? 'more' : this.#take(record);
  }

  #keep(part: Buffer): void {
    if (this.#isSkipping) return;
    this.#rest.push(part);
    this.#restBytes += part.length;
    if (this.#restBytes <= MAX_LINE_BYTES) return;
    this.#drop();
    this.#isSkipping = true;
  }

  #drop(): void {
    this.#rest = [];
    this.#restBytes = 0;
  }
}

function parse(bytes: Buffer): SavedRecord | undefined {
  try {
    return JSON.parse(bytes.toString());
  } catch {
    return undefined;
  }
}

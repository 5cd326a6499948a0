import { MAX_PICTURES_PER_MESSAGE, type Picture } from '@drover/protocol';

/** How often pictures are looked at while somebody wants them. */
const EVERY_MS = 1_000;

/** Asks the screens for pictures while somebody looks at them, and not otherwise. */
export class PictureClock {
  readonly #ask: (all: boolean) => void;
  #timer: NodeJS.Timeout | undefined;

  constructor(ask: (all: boolean) => void) {
    this.#ask = ask;
  }

  /** Wanted anew, all pictures are told at once: somebody has none yet. */
  set(wanted: boolean): void {
    clearInterval(this.#timer);
    if (!wanted) return;
    this.#ask(true);
    this.#timer = setInterval(() => this.#ask(false), EVERY_MS);
  }
}

/** Well below what a message may have, so that what is estimated need not be exact. */
const MESSAGE_BYTES = 1_024 * 1_024;
/** What a run needs beside its text. */
const RUN_BYTES = 28;

/** Pictures as messages that the hub takes. One that alone is too large, such as a photograph of cells, is left out. */
export function pictureMessages(pictures: Picture[]): Picture[][] {
  const messages: Picture[][] = [];
  let room = 0;
  for (const picture of pictures) {
    const bytes = estimatedBytes(picture);
    if (bytes > MESSAGE_BYTES) continue;
    const last = messages.at(-1);
    if (last && bytes <= room && last.length < MAX_PICTURES_PER_MESSAGE) last.push(picture);
    else {
      messages.push([picture]);
      room = MESSAGE_BYTES;
    }
    room -= bytes;
  }
  return messages;
}

function estimatedBytes({ rows }: Picture): number {
  const runs = rows.flat();
  return runs.reduce((sum, [text]) => sum + RUN_BYTES + Buffer.byteLength(text), 0);
}

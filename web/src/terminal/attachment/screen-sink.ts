import type { Size } from '@drover/protocol';

/** Where an attachment puts what it receives. The three take effect in the order in which they are called. */
export type ScreenSink = {
  /** @param parsed called once the bytes are on the screen */
  write(bytes: Uint8Array, parsed: () => void): void;
  /** Forgets everything, a half-read escape sequence included. */
  clear(size: Size): void;
  resize(size: Size): void;
};

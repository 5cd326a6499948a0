import type { Place } from '../stage.ts';
import { openBareLine } from './bare-line.ts';
import { openDroverLine } from './drover-line.ts';

/** What a line brings. Whoever handles bytes calls `parsed` once it has done with them. */
export type LineEvents = {
  /** Output of the program, and where it belongs: offset of its first byte. */
  output: (bytes: Uint8Array, offset: number, parsed: () => void) => void;
  /** The screen as it is at `offset`, in parts, instead of output that is left out. */
  snapshot: (bytes: Uint8Array, offset: number, parsed: () => void) => void;
  /** The screen begins anew, with what a program printed from `offset` on. */
  reset: (offset: number) => void;
};

/** A viewer's connection to one program. */
export type Line = { type: (text: string) => void; close: () => void };

/** Settles once what the program prints is on its way. */
export const openLine = (place: Place, events: LineEvents): Promise<Line> =>
  place.kind === 'drover' ? openDroverLine(place, events) : openBareLine(place, events);

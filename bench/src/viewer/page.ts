import type { Place } from '../stage.ts';
import { openBarePage } from './bare-page.ts';
import { openDroverPage } from './drover-page.ts';

/** What a line brings. Whoever handles bytes calls `parsed` once it has done with them. */
export type LineEvents = {
  /** Output of the program; `offset` is that of its first byte. */
  output: (bytes: Uint8Array, offset: number, parsed: () => void) => void;
  /** A part of the screen as it is at `offset`, instead of the output before that. */
  snapshot: (bytes: Uint8Array, offset: number, parsed: () => void) => void;
  /** The screen begins anew: with so many bytes of snapshot, then with what a program printed from `offset` on. */
  reset: (offset: number, snapshotLength: number) => void;
};

/** A viewer of one program. */
export type Line = { type: (text: string) => void; close: () => void };

/** A viewer's connection, on which lines are opened. */
export type Page = {
  /** Settles once what the program prints is on its way. */
  view: (place: Place, events: LineEvents) => Promise<Line>;
  close: () => void;
};

export const openPage = (place: Place): Promise<Page> =>
  place.kind === 'drover' ? openDroverPage(place) : openBarePage(place);

/** A line with a connection of its own. */
export async function openLine(place: Place, events: LineEvents): Promise<Line> {
  const page = await openPage(place);
  const line = await page.view(place, events);
  return { ...line, close: page.close };
}

/** For whoever cares about some events only. */
export const IGNORED: LineEvents = {
  output: (_bytes, _offset, parsed) => parsed(),
  snapshot: (_bytes, _offset, parsed) => parsed(),
  reset: () => {},
};

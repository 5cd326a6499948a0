import { afterAll, describe, expect, it } from 'vitest';
import { wholeCharacters } from '../spool/utf8.ts';
import { CORPUS } from '../testing/corpus/index.ts';
import { frameEnds, play, Replay, restingPoints, SnapshotViewer } from '../testing/replay.ts';
import { LONG, SEED, sample } from '../testing/sample.ts';
import { difference } from '../testing/terminal-state.ts';

/** Bytes of a stream between two screens that are compared. */
const STRETCH_BYTES = 256;
/** Offsets at which each stream is cut in the short form: all of its beginning, and some of the rest. */
const FIRST_CUTS = 300;
const MORE_CUTS = 150;
const TIMEOUT_MS = LONG ? 1_800_000 : 30_000;

const counts = { streams: 0, bytes: 0, offsets: 0, cuts: 0 };
afterAll(() => {
  console.log(`[F39] ${JSON.stringify(counts)}, exceptions: 0`);
});

describe.each(Object.entries(CORPUS))('%s', (_, stream) => {
  /*
   * A stretch begins and ends at rest. It begins from a snapshot, which is the screen (snapshot.test.ts), and if it
   * ends in the same state as the whole stream's, the rest is drawn alike.
   */
  it('[F39] cut in two at every byte draws the same screen', { timeout: TIMEOUT_MS }, () => {
    using whole = new Replay(stream);
    using viewer = new SnapshotViewer();
    const cuts = cutsOf(stream.bytes);
    let from = 0;
    for (const to of stretchEnds(restingPoints(stream), stream.bytes.length)) {
      const { cols, rows } = whole.terminal;
      const start = whole.snapshot();
      whole.playTo(to);
      for (const cut of cuts.filter((cut) => cut >= from && cut < to)) {
        viewer.show({ cols, rows }, start);
        const first = wholeCharacters(stream.bytes.subarray(0, cut)); // as frames are cut
        play(viewer.terminal, stream, from, Math.max(from, first));
        play(viewer.terminal, stream, Math.max(from, first), to);
        expect(difference(whole.terminal, viewer.terminal), `cut at ${cut}, seed ${SEED}`).toBeUndefined();
        counts.cuts++;
      }
      from = to;
    }
    counts.streams++;
    counts.bytes += stream.bytes.length;
    counts.offsets += frameEnds(stream.bytes).length;
  });
});

/** Cuts within a character are all moved to its beginning, so that one of them stands for all. */
function cutsOf(bytes: Buffer): number[] {
  const all = frameEnds(bytes);
  return [...all.slice(0, FIRST_CUTS), ...sample(all.slice(FIRST_CUTS), MORE_CUTS)];
}

/** The resting points that end a stretch, and the end of the stream, at rest or not. */
function stretchEnds(points: number[], end: number): number[] {
  const ends: number[] = [];
  for (const point of points) {
    if (point - (ends.at(-1) ?? 0) >= STRETCH_BYTES) ends.push(point);
  }
  return ends.at(-1) === end ? ends : [...ends, end];
}

import { afterAll, describe, expect, it } from 'vitest';
import { CORPUS, type Stream } from '../testing/corpus/index.ts';
import { play, Replay, restingPoints, SnapshotViewer } from '../testing/replay.ts';
import { choose, LONG, SEED, sample } from '../testing/sample.ts';
import { difference, hidesCells } from '../testing/terminal-state.ts';

/** Resting points of a stream at which its snapshot is compared in the short form. */
const POINTS = 250;
/** Resting points from which a stream is played to its end, and at which it gets other sizes. */
const CONTINUED = LONG ? 40 : 4;
const TIMEOUT_MS = LONG ? 1_800_000 : 30_000;

const counts = { streams: 0, restingPoints: 0, compared: 0, continued: 0, resized: 0, exceptions: 0 };
afterAll(() => {
  console.log(`[F40] ${JSON.stringify(counts)}`);
});

describe.each(Object.entries(CORPUS))('%s', (_, stream) => {
  const points = restingPoints(stream);

  // Terminals in the same state, the parser's included, go on alike: what follows needs no comparison.
  it('[F40] a snapshot is the screen at every resting point', { timeout: TIMEOUT_MS }, () => {
    using replay = new Replay(stream);
    using viewer = new SnapshotViewer();
    const compared = sample(points, POINTS);
    for (const point of compared) {
      replay.playTo(point);
      viewer.show(replay.terminal, replay.snapshot());
      expect(difference(replay.terminal, viewer.terminal), told(point)).toBeUndefined();
      expect(viewer.title, told(point)).toBe(replay.title);
    }
    counts.streams++;
    counts.restingPoints += points.length;
    counts.compared += compared.length;
  });

  it('[F40] snapshot and rest draw what the whole draws', { timeout: TIMEOUT_MS }, () => {
    using whole = new Replay(stream);
    whole.playTo(stream.bytes.length);
    for (const point of choose(points, CONTINUED)) {
      using viewer = viewerFrom(stream, point);
      play(viewer.terminal, stream, point, stream.bytes.length);
      expect(difference(whole.terminal, viewer.terminal), told(point)).toBeUndefined();
      counts.continued++;
    }
  });

  it('[F40] new sizes change a snapshot as they change the screen', { timeout: TIMEOUT_MS }, () => {
    for (const point of choose(points, CONTINUED)) {
      using replay = new Replay(stream);
      replay.playTo(point);
      using viewer = viewerFrom(stream, point);
      for (const size of newSizes(replay)) {
        for (const { terminal } of [replay, viewer]) terminal.resize(...size);
        expect(difference(replay.terminal, viewer.terminal), `${told(point)}, ${size}`).toBeUndefined();
      }
      counts.resized++;
    }
  });
});

/** Narrower, wider, and back. */
function newSizes({ terminal }: Replay): [cols: number, rows: number][] {
  const { cols, rows } = terminal;
  const narrower: [number, number] = [cols - 7, rows - 3];
  if (!hidesCells(terminal)) return [narrower, [cols + 20, rows + 6], [cols, rows]];
  counts.exceptions++;
  return [narrower, [cols, rows]];
}

const told = (offset: number) => `at ${offset}, seed ${SEED}`;

/** A viewer that comes when the stream has come so far. */
function viewerFrom(stream: Stream, point: number): SnapshotViewer {
  using replay = new Replay(stream);
  replay.playTo(point);
  const viewer = new SnapshotViewer();
  viewer.show(replay.terminal, replay.snapshot());
  return viewer;
}

/*
 * The one exception. xterm.js does not cut the lines of an alternate screen that is made narrower (Buffer.resize trims
 * where it reflows, which is the normal screen only), and shows the rest again when it is made wider. A snapshot holds
 * what is in sight. Programs on the alternate screen draw it anew at each size.
 */
it('what a narrower alternate screen hides is the one thing that a snapshot leaves out', () => {
  const bytes = Buffer.from('\x1b[?1049h\x1b[Habcdefgh');
  const sizes = [
    { offset: 0, size: { cols: 8, rows: 2 } },
    { offset: bytes.length, size: { cols: 5, rows: 2 } },
  ];
  using replay = new Replay({ bytes, sizes });
  replay.playTo(bytes.length);
  using viewer = viewerFrom({ bytes, sizes }, bytes.length);
  expect(difference(replay.terminal, viewer.terminal)).toBeUndefined();
  const widened = [replay, viewer].map(({ terminal }) => {
    terminal.resize(8, 2);
    return terminal.buffer.active.getLine(0)?.translateToString(true);
  });
  expect(widened).toEqual(['abcdefgh', 'abcde']);
});

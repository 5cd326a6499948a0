import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { segmentPath } from '../spool/files.ts';
import { CORPUS, type Stream } from '../testing/corpus/index.ts';
import { play, Replay, SnapshotViewer } from '../testing/replay.ts';
import { choose, LONG, SEED } from '../testing/sample.ts';
import { difference } from '../testing/terminal-state.ts';
import { Screen, type Snapshot } from './screen.ts';

const EPOCH = '0123456789abcdef';
/** Offsets of a stream at which a viewer comes back. */
const OFFSETS = LONG ? 1_000 : 60;
/** Streams beyond this are played too often here; their snapshots are compared in snapshot.test.ts. */
const MAX_BYTES = 15_000;

let spool: string;
beforeEach(() => {
  spool = mkdtempSync(join(tmpdir(), 'drover-spool-'));
});
afterEach(() => rmSync(spool, { recursive: true }));

const STREAMS = Object.entries(CORPUS).filter(([, { bytes }]) => bytes.length <= MAX_BYTES);

it.each(STREAMS)(
  '[F40] %s: a viewer that comes back at any byte, in the middle of a sequence too, sees the same',
  { timeout: 300_000 },
  async (_, stream) => {
    using whole = new Replay(stream);
    whole.playTo(stream.bytes.length);
    using viewer = new SnapshotViewer();
    const screen = screenOf(stream);
    for (const wanted of choose(Array.from(stream.bytes.keys()), OFFSETS)) {
      const { offset, size, bytes } = await snapshotAt(screen, wanted);
      viewer.show(size, Buffer.from(bytes).toString());
      play(viewer.terminal, stream, offset, stream.bytes.length);
      const where = `back at ${wanted} with a snapshot at ${offset}, seed ${SEED}`;
      expect(difference(whole.terminal, viewer.terminal), where).toBeUndefined();
    }
    screen.dispose();
  },
);

function screenOf({ bytes, sizes }: Stream): Screen {
  appendFileSync(segmentPath(spool, 0), bytes);
  const source = { sessionId: 's', spool, file: join(spool, 'screen'), epoch: EPOCH, answerFrom: 0, sizes };
  const screen = new Screen(source, { reply: () => {}, title: () => {}, mark: () => {}, parsed: () => {} });
  screen.restore();
  return screen;
}

function snapshotAt(screen: Screen, offset: number): Promise<Snapshot> {
  screen.grew(offset);
  const snapshot = screen.snapshot(offset);
  while (screen.pump());
  return snapshot;
}

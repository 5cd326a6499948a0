import { appendFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { segmentPath } from '../spool/files.ts';
import { wholeCharacters } from '../spool/utf8.ts';
import { HANDMADE } from '../testing/corpus/handmade.ts';
import { feed, terminalState, viewerTerminal } from '../testing/terminal-state.ts';
import { Screen } from './screen.ts';

const SIZE = { cols: 40, rows: 12 };
const EPOCH = '0123456789abcdef';

let spool: string;
beforeEach(() => {
  spool = mkdtempSync(join(tmpdir(), 'drover-spool-'));
});
afterEach(() => rmSync(spool, { recursive: true }));

function screenOf(events: Partial<ConstructorParameters<typeof Screen>[1]> = {}): Screen {
  const source = { sessionId: 's', spool, file: join(spool, 'screen'), epoch: EPOCH, answerFrom: 0 };
  return new Screen(
    { ...source, sizes: [{ offset: 0, size: SIZE }] },
    { reply: () => {}, title: () => {}, parsed: () => {}, ...events },
  );
}

async function stateAfter(...parts: (Uint8Array | string)[]) {
  const viewer = viewerTerminal(SIZE.cols, SIZE.rows);
  for (const part of parts) await feed(viewer, part);
  const state = terminalState(viewer);
  viewer.dispose();
  return state;
}

describe('a stream cut at every byte', () => {
  it.each(Object.keys(HANDMADE))('[F39] %s draws the same screen', async (name) => {
    const stream = HANDMADE[name] ?? Buffer.alloc(0);
    const whole = await stateAfter(stream);
    for (let cut = 1; cut < stream.length; cut++) {
      const first = wholeCharacters(stream.subarray(0, cut)); // as frames are cut
      expect(await stateAfter(stream.subarray(0, first), stream.subarray(first)), `cut at ${first}`).toEqual(
        whole,
      );
    }
  });
});

describe('a viewer that comes back at every byte', () => {
  it.each(Object.keys(HANDMADE))('[F40] %s: snapshot and the rest draw the same screen', async (name) => {
    const stream = HANDMADE[name] ?? Buffer.alloc(0);
    const whole = await stateAfter(stream);
    appendFileSync(segmentPath(spool, 0), stream);
    const screen = screenOf();
    for (let cut = 0; cut <= stream.length; cut++) {
      screen.grew(cut);
      const taken = screen.snapshot(cut);
      screen.pump();
      const { offset, bytes } = await taken;
      expect(cut - offset, `snapshot at ${cut} stands for ${offset}`).toBeLessThan(80);
      expect(await stateAfter(bytes, stream.subarray(offset)), `back at ${cut}`).toEqual(whole);
    }
    screen.dispose();
  });
});

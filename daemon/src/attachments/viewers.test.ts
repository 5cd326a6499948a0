import type { AttachmentState, Size } from '@drover/protocol';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Attachment } from './attachment.ts';
import { Viewers } from './viewers.ts';

const SMALL: Size = { cols: 50, rows: 20 };
const LARGE: Size = { cols: 200, rows: 50 };

let viewers: Viewers;
let states: Map<string, AttachmentState>;
let sizes: Size[];

beforeEach(() => {
  states = new Map();
  sizes = [];
  viewers = new Viewers({
    state: (state) => states.set(state.attachId, state),
    resize: (size) => sizes.push(size),
    count: () => {},
  });
});
afterEach(() => viewers.dispose());

function join(attachId: string, size: Size, hadControl = false): void {
  const source = { epoch: '', spool: '', floor: 0, end: 0, complete: false };
  const output = { send: () => {}, ready: () => {}, failed: () => {} };
  const unused = { sizes: { at: () => undefined } as never, snapshot: async () => undefined };
  viewers.add(
    new Attachment(
      { attachId, viewerName: attachId, mayControl: true, size },
      { ...source, ...unused },
      output,
    ),
    hadControl,
  );
}

const controller = () =>
  [...states.values()].filter((state) => state.controller).map((state) => state.attachId);

describe('control of a session', () => {
  it("goes to the first viewer, whose size is the session's", async () => {
    join('first', LARGE);
    join('second', SMALL);
    expect(controller()).toEqual(['first']);
    expect(states.get('second')).toMatchObject({ controller: false, controllerName: 'first', viewers: 2 });
    await expect.poll(() => sizes).toEqual([LARGE]);
  });

  it('moves to who takes it, with the size', async () => {
    join('first', LARGE);
    join('second', SMALL);
    viewers.takeControl('second');
    expect(controller()).toEqual(['second']);
    await expect.poll(() => sizes.at(-1)).toEqual(SMALL);
  });

  it('falls to the newest of the others when its holder leaves', () => {
    for (const name of ['first', 'second', 'third']) join(name, SMALL);
    viewers.remove('first');
    states.delete('first');
    expect(controller()).toEqual(['third']);
  });

  it('comes back to who had it when the line went down', () => {
    join('desk', LARGE);
    join('phone', SMALL);
    viewers.remove('desk');
    states.delete('desk');
    expect(controller()).toEqual(['phone']);
    join('desk again', LARGE, true);
    expect(controller()).toEqual(['desk again']);
  });

  it('stays with who took it on purpose meanwhile', () => {
    join('desk', LARGE);
    join('phone', SMALL);
    viewers.remove('desk');
    states.delete('desk');
    viewers.takeControl('phone');
    join('desk again', LARGE, true);
    expect(controller()).toEqual(['phone']);
  });

  it("makes only its holder's window count", async () => {
    join('first', LARGE);
    join('second', SMALL);
    await expect.poll(() => sizes).toEqual([LARGE]);
    viewers.resize('second', { cols: 33, rows: 33 });
    viewers.resize('first', { cols: 99, rows: 44 });
    await expect.poll(() => sizes.at(-1)).toEqual({ cols: 99, rows: 44 });
    expect(sizes).not.toContainEqual({ cols: 33, rows: 33 });
  });
});

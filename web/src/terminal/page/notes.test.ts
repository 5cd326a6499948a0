import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { initialView } from '../attachment/attachment-view.ts';
import { type NotesInput, notesOf } from './notes.ts';

const nothing = () => {};
const live = { ...initialView(), phase: { kind: 'live' } } as const;

const notes = ({ view, ...parts }: Partial<Omit<NotesInput, 'view'>> & { view?: object } = {}) =>
  notesOf({
    attachment: { forgetUndelivered: nothing, forgetTaking: nothing, forgetTruncation: nothing },
    view: { ...live, ...view },
    me: { userId: randomUUID(), name: 'ada', role: 'admin' },
    mayType: true,
    refusal: null,
    onRefusalGone: nothing,
    watchHintSeen: false,
    onWatchHintSeen: nothing,
    closeHintSeen: true,
    onCloseHintSeen: nothing,
    ...parts,
  }).map(({ text }) => text);

const OLGA = { mine: false, name: 'olga', viewers: 2 };

test('who took control is told by name, and a window of the same person as such', () => {
  const view = { control: OLGA, takenBy: 'olga' };
  expect(notes({ view, watchHintSeen: true })).toEqual(['olga took control. Typing here takes it back.']);
  expect(notes({ view: { takenBy: 'ada' } })[0]).toContain('You took control in another window.');
});

test('who looks on is told once that typing takes control, if it does', () => {
  const view = { control: OLGA };
  expect(notes({ view })).toEqual(['Typing here takes control from olga.']);
  expect(notes({ view, mayType: false })).toEqual([]);
  expect(notes({ view, watchHintSeen: true })).toEqual([]);
  expect(notes({ view: { control: { ...OLGA, mine: true } } })).toEqual([]);
});

test('what went wrong stands before any hint', () => {
  const view = { control: OLGA, takenBy: 'olga' };
  const all = notes({ view, closeHintSeen: false, refusal: 'Too large.' });
  expect(all[0]).toBe('Too large.');
  expect(all).toHaveLength(4);
});

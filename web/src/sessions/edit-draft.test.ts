import { expect, test } from 'vitest';
import { session } from '../testing/samples.ts';
import { draftOf, editOf } from './edit-draft.ts';

test('what a session is called, for and found by comes back as it was', () => {
  const told = { name: 'Fence', task: 'Mend it\nsoon', tags: ['api', 'urgent'] };
  expect(editOf(draftOf(session(told)))).toEqual({ body: told, faults: {} });
});

test('empty fields take away what was there', () => {
  const body = { name: null, task: null, tags: [] };
  expect(editOf({ name: ' ', task: '', tags: ' , ' })).toEqual({ body, faults: {} });
});

test('tags stand apart by spaces and commas, each once', () => {
  expect(editOf({ name: '', task: '', tags: 'api, urgent api' }).body?.tags).toEqual(['api', 'urgent']);
});

test('what is wrong is told at its field', () => {
  const { body, faults } = editOf({ name: 'x'.repeat(101), task: 'y'.repeat(1_025), tags: '#api' });
  expect(body).toBeNull();
  expect(faults).toEqual({
    name: 'The name must be at most 100 characters.',
    task: 'The task must be at most 1024 bytes.',
    tags: 'A tag must be one word of letters, digits, ".", "_", "-" or "/", at most 32.',
  });
  const many = Array.from({ length: 17 }, (_, index) => `t${index}`).join(' ');
  expect(editOf({ name: '', task: '', tags: many }).faults.tags).toBe('The tags must be at most 16.');
});

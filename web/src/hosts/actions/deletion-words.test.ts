import { expect, test } from 'vitest';
import { deletionSentences } from './deletion-words.ts';

test('what goes with a host is counted, and what is not there not told', () => {
  expect(deletionSentences({ running: 0, ended: 0, archived: 0 })).toHaveLength(2);
  const [running, known] = deletionSentences({ running: 1, ended: 2, archived: 1 });
  expect(running).toContain('1 running session leaves the fleet');
  expect(known).toBe('What the hub knows of 2 ended sessions and 1 archived session is forgotten.');
  expect(deletionSentences({ running: 3, ended: 0, archived: 0 })[0]).toContain('3 running sessions leave');
});

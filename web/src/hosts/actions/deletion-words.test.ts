import { expect, test } from 'vitest';
import { deletionSentences } from './deletion-words.ts';

test('what goes with a host is counted, and what is not there not told', () => {
  expect(deletionSentences({ running: 0, ended: 0, archived: 0 }, true)).toHaveLength(2);
  const [running, known] = deletionSentences({ running: 1, ended: 2, archived: 1 }, true);
  expect(running).toContain('1 running session leaves the fleet');
  expect(known).toBe('What the hub knows of 2 ended sessions and 1 archived session is forgotten.');
  expect(deletionSentences({ running: 3, ended: 0, archived: 0 }, true)[0]).toContain(
    '3 running sessions leave',
  );
});

test('what runs where nobody can stop it from here is to be ended on the machine', () => {
  const running = { running: 1, ended: 0, archived: 0 };
  expect(deletionSentences(running, true)[0]).toContain('stop them first');
  const [there] = deletionSentences(running, false);
  expect(there).toContain('`./drover daemon --end-all`');
  expect(there).not.toContain('stop them first');
});

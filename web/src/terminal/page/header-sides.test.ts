import { expect, test } from 'vitest';
import { session } from '../../testing/samples.ts';
import { runningCompanion } from './header-sides.ts';

test('a companion that runs is shown again, and no other session', () => {
  const agent = session();
  const shell = session({ parentId: agent.sessionId });
  const ended = session({ parentId: agent.sessionId, status: 'exited' });
  expect(runningCompanion(agent, [session(), ended, shell])).toBe(shell);
  expect(runningCompanion(agent, [agent, session(), ended])).toBeUndefined();
});

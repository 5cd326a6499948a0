import { randomUUID } from 'node:crypto';
import type { Activity, Ask } from '@drover/protocol';

/** Activities for tests; `parts` replace what matters there. */
export const activity = (parts: Partial<Activity> = {}): Activity => ({
  state: 'working',
  reason: null,
  since: 0,
  doing: null,
  evidence: { source: 'hook', words: 'PreToolUse: Bash' },
  confidence: 'certain',
  ask: null,
  ...parts,
});

export const ask = (parts: Partial<Ask> = {}): Ask => ({
  askId: randomUUID(),
  tool: 'Bash',
  detail: 'rm -rf build',
  answers: ['allow', 'deny'],
  ...parts,
});

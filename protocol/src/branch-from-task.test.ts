import { expect, test } from 'vitest';
import { branchFromTask } from './branch-from-task.ts';
import { BranchName } from './git.ts';

test.each([
  ['Mend the fence', 'mend-the-fence'],
  ['  Don’t  break Élodie’s table; rm -rf ~ ', 'dont-break-elodies-table-rm-rf'],
  ['a'.repeat(60), 'a'.repeat(40)],
  [`${'word '.repeat(20)}`, 'word-word-word-word-word-word-word-word'],
  ['修理', null],
  [' ../.. ', null],
  [null, null],
])('the task %s names the branch %s', (task, branch) => {
  expect(branchFromTask(task)).toBe(branch);
  if (branch) expect(BranchName.safeParse(branch).success).toBe(true);
});

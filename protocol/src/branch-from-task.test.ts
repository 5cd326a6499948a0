import { expect, test } from 'vitest';
import { branchFromTask } from './branch-from-task.ts';
import { BranchName } from './git.ts';

test.each([
  ['Mend the fence', 'mend-the-fence'],
  ['Überprüfe: "äöü" & don’t stop', 'uberprufe-aou-dont-stop'],
  ['../../etc; rm -rf ~ $(id) --flag\n', 'etc-rm-rf-id-flag'],
  ['x'.repeat(200), 'x'.repeat(40)],
  ['one two three four five six seven eight nine ten', 'one-two-three-four-five-six-seven-eight'],
  ['修理围栏', null],
  [null, null],
])('[B16] the task %j makes the branch %s', (task, branch) => {
  expect(branchFromTask(task)).toBe(branch);
  if (branch) expect(BranchName.safeParse(branch).success).toBe(true);
});

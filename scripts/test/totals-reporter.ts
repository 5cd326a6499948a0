import { writeFileSync } from 'node:fs';
import type { SerializedError } from 'vitest';
import type { Reporter, TestModule } from 'vitest/node';
import { sum, type Totals } from './totals.ts';

/** Names the file to which the totals of a Vitest run are written. */
export const TOTALS_FILE = 'DROVER_TEST_TOTALS';

/** Counts tests; what fails outside of any test counts as a failed one. */
export default class TotalsReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], unhandled: readonly SerializedError[]): void {
    const file = process.env[TOTALS_FILE];
    if (!file) return;
    const outside = { passed: 0, failed: unhandled.length, skipped: 0 };
    writeFileSync(file, JSON.stringify(sum([outside, ...modules.map(countModule)])));
  }
}

function countModule(module: TestModule): Totals {
  const totals = { passed: 0, failed: 0, skipped: 0 };
  for (const test of module.children.allTests()) {
    const { state } = test.result();
    // A test is pending when the run was cut short.
    totals[state === 'pending' ? 'failed' : state] += 1;
  }
  const brokenSuites = [...module.children.allSuites()].filter((suite) => suite.errors().length > 0).length;
  totals.failed += module.errors().length + brokenSuites;
  return totals;
}

import type { Reporter, TestCase, TestModule } from 'vitest/node';
import { type FaultRow, faultTable } from './fault-table.ts';

/** Where the tests are that do harm to a whole Drover. */
const FAULTS = '/e2e/faults/';

/** Prints the table of the long run when that is over. Tests tell what they did in their `meta`. */
export default class FaultReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const faults = modules.filter(({ moduleId }) => moduleId.includes(FAULTS));
    const tests = faults.flatMap((module) => [...module.children.allTests()]);
    console.log(`\n${faultTable(tests.map(rowOf))}`);
  }
}

function rowOf(test: TestCase): FaultRow {
  const { deeds = {}, seed = null, bytes = 0 } = test.meta();
  const seconds = (test.diagnostic()?.duration ?? 0) / 1_000;
  return { title: test.fullName, deeds, seed, bytes, seconds, result: test.result().state };
}

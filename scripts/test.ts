import { dashboardBuilds, staticChecks } from './test/checks.ts';
import { sum, type Totals, totalsLine } from './test/totals.ts';
import { runVitest } from './test/vitest.ts';

const ALL = ['--project', 'unit', '--project', 'e2e'];
const LONG = { DROVER_LONG: '1' };
/** Where tests have a form in full size. */
const FAULTS = ['e2e/faults', 'daemon/src/terminal', 'daemon/src/sessions', 'e2e/dashboard/paste'];

const [suite = 'all', ...filters] = process.argv.slice(2);
const totals = sum(await run(suite));
console.log(`\n${totalsLine(totals)}`);
process.exitCode = totals.failed > 0 ? 1 : 0;

async function run(suite: string): Promise<Totals[]> {
  if (suite === 'agents' || suite === 'containers') {
    return [await runVitest(['--project', suite, ...filters])];
  }
  if (suite === 'long') {
    const paths = filters.length > 0 ? filters : FAULTS;
    return [await runVitest([...ALL, ...paths], LONG)];
  }
  if (filters.length > 0) return [await runVitest([...ALL, ...filters])];
  return [await staticChecks(), await dashboardBuilds(), await runVitest(ALL)];
}

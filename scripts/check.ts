import { staticChecks } from './test/checks.ts';
import { totalsLine } from './test/totals.ts';

const totals = await staticChecks();
console.log(`\n${totalsLine(totals)}`);
process.exitCode = totals.failed > 0 ? 1 : 0;

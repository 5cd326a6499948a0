import { BenchDrover } from '../drover/bench-drover.ts';
import type { Row } from '../report/row.ts';
import { cpuRow } from './cpu-row.ts';
import { Redraws, sharesOf } from './redraws.ts';

const COUNTS = [50, 200];

/** What a fleet page costs that shows a live picture of each session, beside the same sessions without it. */
export async function pictures(): Promise<Row[]> {
  await using drover = await BenchDrover.open();
  const redraws = new Redraws(drover);
  const rows: Row[] = [];
  for (const count of COUNTS) {
    await redraws.growTo(count);
    const unwatched = cpuRow('', await sharesOf(drover)).drover;
    const pictured = await redraws.shareWithPictures(drover.person);
    rows.push({
      ...cpuRow(`${count} live pictures`, pictured),
      limit: { name: 'the same sessions unwatched', value: unwatched },
    });
  }
  return rows;
}

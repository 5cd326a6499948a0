import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Activity, ActivityReport, ProfileName, Timestamp } from '@drover/protocol';
import { z } from 'zod';
import { Observed } from './observed.ts';

/** A verdict with its evidence, and what would have been right: a fixture of the table test as it is. */
export const ReportedActivity = z.strictObject({
  format: z.literal(1),
  profile: ProfileName,
  /** Milliseconds since 1970, as all times in it. */
  at: Timestamp,
  told: Activity.nullable(),
  right: z.strictObject({
    ...ActivityReport.shape,
    tool: z.string().optional(),
    detail: z.string().optional(),
  }),
  observed: Observed,
});
export type ReportedActivity = z.infer<typeof ReportedActivity>;

/** Writes it down for its owner alone, and answers the file. What an agent shows may be secret. */
export function keepReport(folder: string, sessionId: string, report: ReportedActivity): string {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const time = new Date(report.at).toISOString().replaceAll(':', '-');
  const file = join(folder, `${time}-${report.profile}-${sessionId.slice(0, 8)}.json`);
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`, { mode: 0o600, flag: 'wx' });
  return file;
}

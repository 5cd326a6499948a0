import { type Activity, ActivityReport, type ActivityState, type WaitingReason } from '@drover/protocol';

/** What a person says is right instead. */
export type ReportDraft = { state: ActivityState | null; reason: WaitingReason; note: string };

export const EMPTY_REPORT: ReportDraft = { state: null, reason: 'permission', note: '' };

/** What cannot be sent, in words; null when all is well. */
export function faultOfReport(draft: ReportDraft, activity: Activity): string | null {
  const report = reportOf(draft);
  if (report === null) return 'Choose what is right.';
  if (report.state === activity.state && report.reason === activity.reason)
    return 'That is what it says already. Choose what is right.';
  const parsed = ActivityReport.safeParse(report);
  return parsed.success ? null : 'The note must be at most 500 characters.';
}

/** Null while nothing is chosen. */
export function reportOf({ state, reason, note }: ReportDraft): ActivityReport | null {
  if (state === null) return null;
  return { state, reason: state === 'waiting' ? reason : null, note: note.trim() || null };
}

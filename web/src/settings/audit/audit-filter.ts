/** What the page is asked to show of the log; days as `YYYY-MM-DD` of this machine, empty for no bound. */
export type AuditFilter = { text: string; action: string; from: string; to: string };

export const NO_AUDIT_FILTER: AuditFilter = { text: '', action: '', from: '', to: '' };

export const isFilteringAudit = (filter: AuditFilter): boolean =>
  Object.values(filter).some((value) => value.trim() !== '');

/** As the hub asks for it: `since` and `until` are the first and the last millisecond of the days. */
export function auditQuery({ text, action, from, to }: AuditFilter): URLSearchParams {
  const query = new URLSearchParams();
  if (text.trim()) query.set('q', text.trim());
  if (action) query.set('action', action);
  const since = startOf(from);
  if (since !== null) query.set('since', String(since));
  const until = startOf(to, 1);
  if (until !== null) query.set('until', String(until - 1));
  return query;
}

/** The beginning of a day, or of one so many days later; null for what is no day. */
function startOf(day: string, later = 0): number | null {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return null;
  const time = new Date(year, month - 1, date + later).getTime();
  return Number.isFinite(time) && time >= 0 ? time : null;
}

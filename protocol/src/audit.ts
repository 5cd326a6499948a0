import { z } from 'zod';
import { Timestamp } from './ids.ts';

/** One line of the audit log: who did what to what. */
export const AuditLine = z.strictObject({
  auditId: z.int(),
  at: Timestamp,
  /** Id of a user or host, or `hub`. */
  actor: z.string(),
  /** The actor's name then; null where it had none. */
  actorName: z.string().nullable(),
  action: z.string(),
  /** Id of what was acted on. */
  subject: z.string().nullable(),
  /** Its name then. */
  subjectName: z.string().nullable(),
  /** Where the request came from. */
  address: z.string().nullable(),
  detail: z.record(z.string(), z.unknown()).nullable(),
});
export type AuditLine = z.infer<typeof AuditLine>;

const wholeNumber = (max: number) =>
  z
    .string()
    .regex(/^\d{1,15}$/, 'must be a whole number')
    .transform(Number)
    .pipe(z.int().min(1, 'must be at least 1').max(max, `must be at most ${max}`));

/** Query of `/api/audit`: newest first; `before` is the `auditId` where the page before ended. */
export const AuditQuery = z.strictObject({
  before: wholeNumber(Number.MAX_SAFE_INTEGER).optional(),
  limit: wholeNumber(500).default(100),
  /** Words that must all occur in actor, action, subject, address or detail. */
  q: z.string().max(200).optional(),
  action: z.string().max(64).optional(),
  since: wholeNumber(Number.MAX_SAFE_INTEGER).optional(),
  until: wholeNumber(Number.MAX_SAFE_INTEGER).optional(),
});
export type AuditQuery = z.infer<typeof AuditQuery>;

export const AuditPage = z.strictObject({
  lines: z.array(AuditLine),
  /** Give this as `before` for the next page; null at the end. */
  next: z.int().nullable(),
  /** All actions that occur, for the filter. */
  actions: z.array(z.string()),
});
export type AuditPage = z.infer<typeof AuditPage>;

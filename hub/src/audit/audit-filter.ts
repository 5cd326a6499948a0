import type { AuditQuery } from '@drover/protocol';
import { and, eq, gte, lte, type SQL, sql } from 'drizzle-orm';
import { audit } from '../db/schema.ts';

/** Which lines are meant, whatever page of them. */
export type AuditFilter = Pick<AuditQuery, 'q' | 'action' | 'since' | 'until'>;

/** All that `q` is searched in, as one text. */
const text = sql.join(
  [
    audit.actor,
    audit.actorName,
    audit.action,
    audit.subject,
    audit.subjectName,
    audit.address,
    audit.detail,
  ].map((column) => sql`coalesce(${column}, '')`),
  sql` || ' ' || `,
);

export const matches = ({ q = '', action, since, until }: AuditFilter): SQL | undefined =>
  and(
    action === undefined ? undefined : eq(audit.action, action),
    since === undefined ? undefined : gte(audit.at, since),
    until === undefined ? undefined : lte(audit.at, until),
    ...q.split(/\s+/).filter(Boolean).map(contains),
  );

/** SQLite's LIKE does not tell capital letters of ASCII apart. */
const contains = (word: string) => sql`(${text}) LIKE ${`%${word.replace(/[\\%_]/g, '\\$&')}%`} ESCAPE '\\'`;

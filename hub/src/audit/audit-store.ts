import type { AuditLine, AuditPage, AuditQuery } from '@drover/protocol';
import { and, asc, desc, gt, lt, type SQL, sql } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { audit, hosts, users } from '../db/schema.ts';
import { type AuditFilter, matches } from './audit-filter.ts';

export type AuditEntry = {
  /** Id of a user or host, or `hub`. */
  actor: string;
  action: string;
  subject?: string;
  /** Of users and hosts that there are, the name is known. */
  subjectName?: string;
  /** Where the request came from. */
  address?: string | null;
  detail?: Record<string, unknown>;
};

/** Lines that an export reads at a time. */
const BATCH = 500;

/** Who did what, when. Only ever added to, under the names that actor and subject have at that moment. */
export class AuditStore {
  readonly #db: Database;
  readonly #clock: () => number;

  constructor(db: Database, clock: () => number) {
    this.#db = db;
    this.#clock = clock;
  }

  record({ actor, action, subject, subjectName, address, detail }: AuditEntry): void {
    this.#db.orm
      .insert(audit)
      .values({
        at: this.#clock(),
        actor,
        actorName: nameOf(actor),
        action,
        subject: subject ?? null,
        subjectName: subjectName ?? (subject === undefined ? null : nameOf(subject)),
        address: address ?? null,
        detail: detail ?? null,
      })
      .run();
  }

  /** The newest lines that match, from `before` downwards. */
  page({ before, limit, ...filter }: AuditQuery): AuditPage {
    const below = before === undefined ? undefined : lt(audit.auditId, before);
    const lines = this.#select(and(below, matches(filter)), desc(audit.auditId), limit + 1);
    const shown = lines.slice(0, limit);
    const next = lines.length > limit ? (shown.at(-1)?.auditId ?? null) : null;
    return { lines: shown, next, actions: this.#actions() };
  }

  /** All lines that match, oldest first, a batch at a time; what is added meanwhile may come at the end. */
  *batches(filter: AuditFilter): Generator<AuditLine[]> {
    const wanted = matches(filter);
    for (let after = 0; ; ) {
      const lines = this.#select(and(gt(audit.auditId, after), wanted), asc(audit.auditId), BATCH);
      const last = lines.at(-1);
      if (!last) return;
      yield lines;
      after = last.auditId;
    }
  }

  #select(where: SQL | undefined, order: SQL, limit: number): AuditLine[] {
    return this.#db.orm.select().from(audit).where(where).orderBy(order).limit(limit).all();
  }

  #actions(): string[] {
    const rows = this.#db.orm.selectDistinct({ action: audit.action }).from(audit).orderBy(audit.action);
    return rows.all().map(({ action }) => action);
  }
}

const nameOf = (id: string) =>
  sql<string | null>`coalesce(
    (select ${users.name} from ${users} where ${users.userId} = ${id}),
    (select ${hosts.name} from ${hosts} where ${hosts.hostId} = ${id})
  )`;

import type { Database } from './database.ts';
import { audit } from './schema.ts';

export type AuditEntry = {
  /** Id of a user or host, or `hub`. */
  actor: string;
  action: string;
  subject?: string;
  detail?: Record<string, unknown>;
};

/** Who did what, when. Only ever added to. */
export class AuditStore {
  readonly #db: Database;
  readonly #clock: () => number;

  constructor(db: Database, clock: () => number) {
    this.#db = db;
    this.#clock = clock;
  }

  record(entry: AuditEntry): void {
    this.#db.orm
      .insert(audit)
      .values({ at: this.#clock(), subject: null, detail: null, ...entry })
      .run();
  }

  all() {
    return this.#db.orm.select().from(audit).orderBy(audit.auditId).all();
  }
}

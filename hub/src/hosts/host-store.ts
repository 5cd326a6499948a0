import { randomUUID } from 'node:crypto';
import type { HostAccess, HostId } from '@drover/protocol';
import { eq, or } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { hosts } from '../db/schema.ts';

export type HostRow = typeof hosts.$inferSelect;
export type NewHost = { name: string; tokenHash: string; isLocal: boolean; createdAt: number };
type Change = Partial<Pick<HostRow, 'tokenHash' | 'nextTokenHash' | 'revokedAt' | 'facts' | 'lastSeenAt'>>;

export class HostStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  all(): HostRow[] {
    return this.#db.orm.select().from(hosts).orderBy(hosts.createdAt).all();
  }

  find(hostId: HostId): HostRow | undefined {
    return this.#db.orm.select().from(hosts).where(eq(hosts.hostId, hostId)).get();
  }

  /** The host whose token this is or will be, also when it is revoked. */
  findByTokenHash(tokenHash: string): HostRow | undefined {
    const isOneOfIts = or(eq(hosts.tokenHash, tokenHash), eq(hosts.nextTokenHash, tokenHash));
    return this.#db.orm.select().from(hosts).where(isOneOfIts).get();
  }

  /** Also while the hub runs without one. */
  findLocal(): HostRow | undefined {
    return this.#db.orm.select().from(hosts).where(eq(hosts.isLocal, true)).get();
  }

  /** Whatever the case of its letters. */
  findByName(name: string): HostRow | undefined {
    return this.#db.orm
      .select()
      .from(hosts)
      .where(eq(hosts.nameKey, keyOf(name)))
      .get();
  }

  add(host: NewHost): HostRow {
    return this.#db.orm
      .insert(hosts)
      .values({ hostId: randomUUID(), nameKey: keyOf(host.name), ...host })
      .returning()
      .get();
  }

  rename(hostId: HostId, name: string): void {
    this.#db.orm
      .update(hosts)
      .set({ name, nameKey: keyOf(name) })
      .where(eq(hosts.hostId, hostId))
      .run();
  }

  change(hostId: HostId, change: Change): void {
    this.#db.orm.update(hosts).set(change).where(eq(hosts.hostId, hostId)).run();
  }

  remove(hostId: HostId): void {
    this.#db.orm.delete(hosts).where(eq(hosts.hostId, hostId)).run();
  }
}

const keyOf = (name: string) => name.normalize('NFKC').toLowerCase();

export function accessOf({ revokedAt, nextTokenHash }: HostRow): HostAccess {
  if (revokedAt !== null) return 'revoked';
  return nextTokenHash === null ? 'open' : 'rotating';
}

import { randomUUID } from 'node:crypto';
import type { HostAccess, HostFacts, HostId } from '@drover/protocol';
import { eq } from 'drizzle-orm';
import type { Database } from '../db/database.ts';
import { hosts } from '../db/schema.ts';

export type HostRow = typeof hosts.$inferSelect;
export type NewHost = { name: string; tokenHash: string; isLocal: boolean; createdAt: number };

export class HostStore {
  readonly #db: Database;

  constructor(db: Database) {
    this.#db = db;
  }

  all(): HostRow[] {
    return this.#db.orm.select().from(hosts).orderBy(hosts.createdAt).all();
  }

  findByTokenHash(tokenHash: string): HostRow | undefined {
    return this.#db.orm.select().from(hosts).where(eq(hosts.tokenHash, tokenHash)).get();
  }

  findLocal(): HostRow | undefined {
    return this.#db.orm.select().from(hosts).where(eq(hosts.isLocal, true)).get();
  }

  isNameTaken(name: string): boolean {
    const nameKey = keyOf(name);
    return this.#db.orm.select().from(hosts).where(eq(hosts.nameKey, nameKey)).get() !== undefined;
  }

  add(host: NewHost): HostRow {
    return this.#db.orm
      .insert(hosts)
      .values({ hostId: randomUUID(), nameKey: keyOf(host.name), ...host })
      .returning()
      .get();
  }

  setToken(hostId: HostId, tokenHash: string): void {
    this.#db.orm.update(hosts).set({ tokenHash }).where(eq(hosts.hostId, hostId)).run();
  }

  setFacts(hostId: HostId, facts: HostFacts): void {
    this.#db.orm.update(hosts).set({ facts }).where(eq(hosts.hostId, hostId)).run();
  }

  setLastSeen(hostId: HostId, lastSeenAt: number): void {
    this.#db.orm.update(hosts).set({ lastSeenAt }).where(eq(hosts.hostId, hostId)).run();
  }
}

const keyOf = (name: string) => name.normalize('NFKC').toLowerCase();

export function accessOf({ revokedAt, nextTokenHash }: HostRow): HostAccess {
  if (revokedAt !== null) return 'revoked';
  return nextTokenHash === null ? 'open' : 'rotating';
}

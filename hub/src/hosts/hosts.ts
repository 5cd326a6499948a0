import {
  DroverError,
  type Host,
  type HostDeletion,
  type HostId,
  hasEnded,
  type Problem,
  type RegisteredHost,
} from '@drover/protocol';
import type { AuditStore } from '../audit/audit-store.ts';
import type { Database } from '../db/database.ts';
import type { Fleet } from '../fleet/fleet.ts';
import type { Identity } from '../people/identity.ts';
import { hashesEqual, hashSecret, newSecret } from '../secrets/secrets.ts';
import type { SessionStore } from '../sessions/session-store.ts';
import type { HostStore } from './host-store.ts';
import { expectStrongToken } from './token-strength.ts';

type Parts = {
  db: Database;
  hosts: HostStore;
  sessions: SessionStore;
  fleet: Fleet;
  audit: AuditStore;
  clock: () => number;
};

type Actor = Pick<Identity, 'userId' | 'address'>;

/** Called when whoever speaks for a host now must stop at once, with the reason to tell. */
export type ShutListener = (hostId: HostId, reason: Problem) => void;

/** What admins do with hosts, and who may speak for one. */
export class Hosts {
  readonly #parts: Parts;
  readonly #shutListeners = new Set<ShutListener>();

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  onShut(listener: ShutListener): void {
    this.#shutListeners.add(listener);
  }

  /** Makes a token when none is given. Throws `name_taken`, `weak_token`, `token_taken`. */
  register(name: string, chosen: string | undefined, actor: Actor): RegisteredHost {
    const { db, hosts, fleet, clock } = this.#parts;
    this.#expectFreeName(name);
    const token = this.#tokenOf(chosen);
    const row = db.transaction(() => {
      const added = hosts.add({ name, tokenHash: token.hash, isLocal: false, createdAt: clock() });
      this.#audit(actor, 'host_registered', added.hostId);
      return added;
    });
    fleet.putRow(row);
    return { host: fleet.host(row.hostId), ...token.shown };
  }

  /** Throws `not_found`, `name_taken`. */
  rename(hostId: HostId, name: string, actor: Actor): Host {
    this.#parts.fleet.host(hostId);
    this.#expectFreeName(name, hostId);
    return this.#edit(hostId, () => {
      this.#audit(actor, 'host_renamed', hostId, { to: name });
      this.#parts.hosts.rename(hostId, name);
    });
  }

  /**
   * Gives a host a new token. The one before works until the new one is first used, except for a revoked host, which is
   * open again with the new one only. Throws `not_found`, `local_host`, `weak_token`, `token_taken`.
   */
  rotateToken(hostId: HostId, chosen: string | undefined, actor: Actor): RegisteredHost {
    const { access } = this.#expectRemote(hostId);
    const { hash, shown } = this.#tokenOf(chosen);
    const change =
      access === 'revoked'
        ? { tokenHash: hash, nextTokenHash: null, revokedAt: null }
        : { nextTokenHash: hash };
    const host = this.#edit(hostId, () => {
      this.#parts.hosts.change(hostId, change);
      this.#audit(actor, 'host_token_made', hostId);
    });
    return { host, ...shown };
  }

  /** No token of this host is accepted any more, and its daemon is out at once. Throws `not_found`, `local_host`. */
  revoke(hostId: HostId, actor: Actor): Host {
    const held = this.#expectRemote(hostId);
    if (held.access === 'revoked') return held;
    const host = this.#edit(hostId, () => {
      this.#parts.hosts.change(hostId, { revokedAt: this.#parts.clock() });
      this.#audit(actor, 'host_revoked', hostId);
    });
    this.#shut(hostId, REVOKED);
    return host;
  }

  /** What would go with a host. Throws `not_found`, `local_host`. */
  deletion(hostId: HostId): HostDeletion {
    this.#expectRemote(hostId);
    const { fleet, sessions } = this.#parts;
    const shown = fleet.sessions().filter((session) => session.hostId === hostId);
    const ended = shown.filter(({ status }) => hasEnded(status)).length;
    return { running: shown.length - ended, ended, archived: sessions.countArchived(hostId) };
  }

  /** Forgets a host and all its sessions, once its name is given. Its agents go on. Throws also `invalid_body`. */
  delete(hostId: HostId, name: string, actor: Actor): void {
    const host = this.#expectRemote(hostId);
    if (name !== host.name) throw new DroverError('invalid_body', 'name: must be the name of the host');
    const { db, hosts, sessions, fleet } = this.#parts;
    const gone = this.deletion(hostId);
    db.transaction(() => {
      this.#audit(actor, 'host_deleted', hostId, gone);
      sessions.removeOf(hostId);
      hosts.remove(hostId);
    });
    this.#shut(hostId, DELETED);
    fleet.forgetHost(hostId);
  }

  /** The host whose token this is, if it may come in. The first use of a new token ends the old one. */
  admit(token: string): HostId | undefined {
    const hash = hashSecret(token);
    const row = this.#parts.hosts.findByTokenHash(hash);
    if (!row || row.revokedAt !== null) return undefined;
    if (row.nextTokenHash !== null && hashesEqual(row.nextTokenHash, hash)) this.#promote(row.hostId, hash);
    else if (!hashesEqual(row.tokenHash, hash)) return undefined;
    return row.hostId;
  }

  #promote(hostId: HostId, tokenHash: string): void {
    this.#edit(hostId, () => {
      this.#parts.hosts.change(hostId, { tokenHash, nextTokenHash: null });
      this.#parts.audit.record({ actor: hostId, action: 'host_token_used' });
    });
    this.#shut(hostId, REPLACED);
  }

  #shut(hostId: HostId, reason: Problem): void {
    for (const listener of this.#shutListeners) listener(hostId, reason);
  }

  /** Keeps what `write` writes and shows the host as it is then. */
  #edit(hostId: HostId, write: () => void): Host {
    const { db, hosts, fleet } = this.#parts;
    db.transaction(write);
    const row = hosts.find(hostId);
    if (row) fleet.putRow(row);
    return fleet.host(hostId);
  }

  #expectRemote(hostId: HostId): Host {
    const host = this.#parts.fleet.host(hostId);
    if (!host.isLocal) return host;
    const words = 'This is the machine that the hub runs on; whoever starts the hub decides about it.';
    throw new DroverError('local_host', words);
  }

  #expectFreeName(name: string, own?: HostId): void {
    const taken = this.#parts.hosts.findByName(name);
    if (!taken || taken.hostId === own) return;
    throw new DroverError(
      'name_taken',
      'Another host has this name; choose one that differs in its letters.',
    );
  }

  #tokenOf(chosen: string | undefined): { hash: string; shown: { host_token?: string } } {
    if (chosen === undefined) {
      const host_token = newSecret();
      return { hash: hashSecret(host_token), shown: { host_token } };
    }
    expectStrongToken(chosen);
    const hash = hashSecret(chosen);
    if (!this.#parts.hosts.findByTokenHash(hash)) return { hash, shown: {} };
    throw new DroverError('token_taken', 'This token is in use, or was; each host needs one of its own.');
  }

  #audit(
    { userId, address }: Actor,
    action: string,
    subject: HostId,
    detail?: Record<string, unknown>,
  ): void {
    this.#parts.audit.record({ actor: userId, address, action, subject, ...(detail && { detail }) });
  }
}

const REVOKED: Problem = {
  code: 'revoked',
  message: 'Host access revoked: an admin closed the hub to this host. Its agents go on, on their machine.',
};
const DELETED: Problem = {
  code: 'revoked',
  message: 'Host access revoked: an admin deleted this host. Its agents go on, on their machine.',
};
const REPLACED: Problem = {
  code: 'revoked',
  message: 'Host access revoked for this token: a daemon has come with the new one of this host.',
};

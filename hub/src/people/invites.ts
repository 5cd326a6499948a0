import {
  type AcceptInviteBody,
  DroverError,
  type Invite,
  type NewInvite,
  type Role,
  type User,
  type UserId,
} from '@drover/protocol';
import type { AuditStore } from '../audit/audit-store.ts';
import type { Database } from '../db/database.ts';
import type { Guesses } from '../limits/guesses.ts';
import { newSecret } from '../secrets/secrets.ts';
import type { Access } from './access.ts';
import { type Accounts, expectPassword } from './accounts.ts';
import type { Client, Identity } from './identity.ts';
import type { InviteStore, OpenInvite } from './invite-store.ts';
import type { LoginSessionStore } from './login-session-store.ts';
import type { LoggedIn, Logins } from './logins.ts';
import { hashPassword } from './passwords.ts';
import type { UserStore } from './user-store.ts';

const HOUR_MS = 60 * 60 * 1_000;
const JOIN_MS = 7 * 24 * HOUR_MS;
const RESET_MS = 24 * HOUR_MS;

type Parts = {
  db: Database;
  users: UserStore;
  invites: InviteStore;
  loginSessions: LoginSessionStore;
  accounts: Accounts;
  logins: Logins;
  access: Access;
  audit: AuditStore;
  guesses: Guesses;
  clock: () => number;
  /** Where people reach the hub. */
  url: () => string;
};

/** Links by which somebody makes an account, or chooses a new password. Each works once, and not for long. */
export class Invites {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  list(): Invite[] {
    return this.#parts.invites.open().map(shown);
  }

  /** A link for an account with this role. */
  make(role: Role, actor: Identity): NewInvite {
    return this.#add({ role, userId: null, invitedBy: actor.userId }, JOIN_MS, actor, 'invite_made');
  }

  /** A link for a new password; earlier ones of this person end. Throws `not_found`, `forbidden`. */
  makeReset(userId: UserId, actor: Identity): NewInvite {
    const { accounts, invites } = this.#parts;
    const { role, disabledAt } = expectPassword(accounts.find(userId));
    if (disabledAt !== null)
      throw new DroverError('forbidden', 'This person is disabled; enable them first.');
    invites.removeOf(userId);
    return this.#add({ role, userId, invitedBy: actor.userId }, RESET_MS, actor, 'reset_made');
  }

  /** Throws `not_found`. */
  remove(inviteId: string, actor: Identity): void {
    const { invites, audit } = this.#parts;
    const invite = invites.find(inviteId);
    if (!invite)
      throw new DroverError('not_found', 'There is no such link; it may have been used or deleted.');
    invites.remove(inviteId);
    const { userId: by, address } = actor;
    audit.record({ actor: by, action: 'invite_deleted', address, ...subjectOf(invite) });
  }

  /** What a link is for. Throws `invite_closed` whatever is wrong with it, or `rate_limited`. */
  look(code: string, address: string): Invite {
    return shown(this.#guess(code, address));
  }

  /** Does what the link is for, and logs in. Throws `invite_closed`, `name_taken`, `invalid_body`, `rate_limited`. */
  async accept({ code, name, password }: AcceptInviteBody, client: Client): Promise<LoggedIn> {
    const { db, access, logins } = this.#parts;
    const invite = this.#guess(code, client.address);
    const passwordHash = await hashPassword(password);
    const user = db.transaction(() => {
      // Hashing took its time: the link may have been used or ended meanwhile.
      const still = this.#expectOpen(code);
      this.#parts.invites.remove(still.inviteId);
      if (still.userId !== null) return this.#setPassword(still.userId, passwordHash, client);
      return this.#join(still, name, passwordHash, client);
    });
    if (invite.userId !== null) access.changed(invite.userId);
    return logins.open(user, 'password', client);
  }

  #join({ role, inviteId }: OpenInvite, name: string | null, passwordHash: string, client: Client): User {
    const { users, audit, clock } = this.#parts;
    if (name === null) throw new DroverError('invalid_body', 'name: choose a name for your account');
    if (users.findByName(name)) {
      throw new DroverError('name_taken', 'Somebody has this name already; choose another one.');
    }
    const user = users.add({ name, passwordHash, role, createdAt: clock() });
    const { userId } = user;
    const detail = { role, inviteId };
    audit.record({ actor: userId, action: 'invite_used', subject: userId, address: client.address, detail });
    return user;
  }

  #setPassword(userId: UserId, passwordHash: string, { address }: Client): User {
    const { users, loginSessions, audit, accounts } = this.#parts;
    users.change(userId, { passwordHash });
    loginSessions.closeAll(userId);
    audit.record({ actor: userId, action: 'reset_used', subject: userId, address });
    return accounts.find(userId);
  }

  #add(
    invite: Parameters<InviteStore['add']>[0],
    lifetimeMs: number,
    { userId, address }: Identity,
    action: string,
  ): NewInvite {
    const { invites, audit, url } = this.#parts;
    const code = newSecret();
    const inviteId = invites.add(invite, code, lifetimeMs);
    const made = invites.find(inviteId);
    if (!made) throw new Error('an invite that was made just now is gone');
    audit.record({ actor: userId, action, address, ...subjectOf(made) });
    return { invite: shown(made), url: `${url()}/invite#code=${code}` };
  }

  #guess(code: string, address: string): OpenInvite {
    const guess = this.#parts.guesses.begin(address, 'invite');
    const invite = this.#expectOpen(code);
    guess.right();
    return invite;
  }

  #expectOpen(code: string): OpenInvite {
    const invite = this.#parts.invites.findByCode(code);
    if (invite) return invite;
    const words = 'This link has been used, has expired or was taken back; ask an admin for a new one.';
    throw new DroverError('invite_closed', words);
  }
}

const subjectOf = ({ inviteId, userId, role }: OpenInvite) => ({
  subject: userId ?? inviteId,
  detail: { role, inviteId },
});

const shown = ({ inviteId, userId, role, name, invitedBy, createdAt, expiresAt }: OpenInvite): Invite => ({
  inviteId,
  kind: userId === null ? 'join' : 'reset',
  role,
  name,
  invitedBy,
  createdAt,
  expiresAt,
});

import type { Role } from '@drover/protocol';
import type { AuditStore } from '../audit/audit-store.ts';
import type { OidcConfig } from '../config/oidc.ts';
import type { Database } from '../db/database.ts';
import type { Access } from '../people/access.ts';
import type { UserRow, UserStore } from '../people/user-store.ts';
import { isAllowed, roleOf } from './admission.ts';
import { freeName } from './free-name.ts';
import { OidcProblem } from './oidc-problem.ts';
import type { Profile } from './profile.ts';

type Parts = {
  config: OidcConfig;
  db: Database;
  users: UserStore;
  access: Access;
  audit: AuditStore;
  clock: () => number;
};

/**
 * The accounts of people who log in at the provider. They are known by the provider's own id for them: neither name nor
 * e-mail address ever leads to an account that was made here.
 */
export class OidcAccounts {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  /** The person's account, made at their first login. Throws `OidcProblem`. */
  enter(profile: Profile, address: string): UserRow {
    const { config, db, users } = this.#parts;
    if (!users.hasAny()) throw new OidcProblem('oidc_not_set_up');
    if (!isAllowed(config.allowed, profile)) throw new OidcProblem('oidc_not_allowed');
    const role = roleOf(config, profile.groups);
    const held = users.findBySubject(profile.subject);
    if (!held) return db.transaction(() => this.#add(profile, role, address));
    if (held.disabledAt !== null) throw new OidcProblem('oidc_disabled');
    return this.#update(held, profile, role);
  }

  #add({ subject, names, email }: Profile, role: Role, address: string): UserRow {
    const { users, audit, clock } = this.#parts;
    const name = freeName(names, (wanted) => users.findByName(wanted) !== undefined);
    const user = users.add({ name, passwordHash: '', role, email, oidcSubject: subject, createdAt: clock() });
    const { userId } = user;
    audit.record({ actor: userId, action: 'person_joined', subject: userId, address, detail: { role } });
    return user;
  }

  /** Without a map of roles, admins decide about them here. */
  #update(held: UserRow, { email }: Profile, told: Role): UserRow {
    const { config, db, users, audit, access } = this.#parts;
    const role = config.roles.size > 0 ? told : held.role;
    if (role === held.role && email === held.email) return held;
    const { userId } = held;
    db.transaction(() => {
      users.change(userId, { role, email });
      const detail = { from: held.role, to: role };
      if (role !== held.role) audit.record({ actor: 'hub', action: 'person_role', subject: userId, detail });
    });
    access.changed(userId);
    return { ...held, role, email };
  }
}

import { DroverError, type SetupBody } from '@drover/protocol';
import type { AuditStore } from '../audit/audit-store.ts';
import type { Guesses } from '../limits/guesses.ts';
import type { Client } from './identity.ts';
import type { LoggedIn, Logins } from './logins.ts';
import { hashPassword } from './passwords.ts';
import { SetupCode } from './setup-code.ts';
import type { UserStore } from './user-store.ts';

type Parts = {
  users: UserStore;
  logins: Logins;
  audit: AuditStore;
  guesses: Guesses;
  clock: () => number;
  setupCodeMs: number;
};

/** How the first account is made: by whoever holds the link that the hub printed at its start. */
export class Setup {
  readonly #parts: Parts;
  #code: SetupCode | null;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#code = parts.users.hasAny() ? null : new SetupCode(parts.clock, parts.setupCodeMs);
  }

  /** The code of the setup link, or null when there is an account already. */
  get code(): string | null {
    return this.#code?.code ?? null;
  }

  get isOpen(): boolean {
    return this.#code !== null;
  }

  /** Makes the first account. Throws `setup_closed`, `invalid_credentials`, `rate_limited`. */
  async setUp(body: SetupBody, client: Client): Promise<LoggedIn> {
    this.#checkCode(body.code, client.address);
    const passwordHash = await hashPassword(body.password);
    const user = this.#parts.users.addFirst(body.name, passwordHash, this.#parts.clock());
    if (!user) throw closed('This hub has its first account already; log in instead.');
    this.#code = null;
    const { userId } = user;
    this.#parts.audit.record({ actor: userId, action: 'setup', subject: userId, address: client.address });
    return this.#parts.logins.open(user, 'password', client);
  }

  #checkCode(code: string, address: string): void {
    if (!this.#code) throw closed('This hub has its first account already; log in instead.');
    const guess = this.#parts.guesses.begin(address, 'setup');
    if (this.#code.isExpired()) {
      throw closed('This setup link has expired; restart the hub to get a new one.');
    }
    if (!this.#code.matches(code)) {
      throw new DroverError('invalid_credentials', 'This is not the current setup link; use the latest one.');
    }
    guess.right();
  }
}

const closed = (message: string) => new DroverError('setup_closed', message);

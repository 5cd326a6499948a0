import {
  type ApiToken,
  DroverError,
  hasRole,
  type NewApiToken,
  type NewApiTokenBody,
} from '@drover/protocol';
import type { z } from 'zod';
import type { AuditStore } from '../audit/audit-store.ts';
import { newSecret } from '../secrets/secrets.ts';
import type { Access } from './access.ts';
import type { ApiTokenRow, ApiTokenStore } from './api-token-store.ts';
import type { Identity } from './identity.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;

/** By which people and secret scanners know one. */
const PREFIX = 'drover_';

type Parts = { tokens: ApiTokenStore; access: Access; audit: AuditStore; clock: () => number };

/** Tokens with which a person's scripts come in. */
export class ApiTokens {
  readonly #parts: Parts;

  constructor(parts: Parts) {
    this.#parts = parts;
  }

  list({ userId }: Identity): ApiToken[] {
    return this.#parts.tokens.of(userId).map(shown);
  }

  /** Throws `forbidden` for a scope above the person's own role. */
  make({ userId, role, address }: Identity, body: z.infer<typeof NewApiTokenBody>): NewApiToken {
    const { tokens, audit, clock } = this.#parts;
    const { name, scope, days } = body;
    if (!hasRole(role, scope)) {
      throw new DroverError('forbidden', `Your role is ${role}; a token of yours cannot have a higher one.`);
    }
    const secret = PREFIX + newSecret();
    const expiresAt = days === null ? null : clock() + days * DAY_MS;
    const row = tokens.add({ userId, name, scope, secret, expiresAt });
    const detail = { scope, days };
    audit.record({
      actor: userId,
      action: 'token_made',
      subject: row.tokenId,
      subjectName: name,
      address,
      detail,
    });
    return { token: shown(row), secret };
  }

  /** Throws `not_found`. */
  remove({ userId, address }: Identity, tokenId: string): void {
    const { tokens, access, audit } = this.#parts;
    const row = tokens.remove(userId, tokenId);
    if (!row) throw new DroverError('not_found', 'You have no such token; it may have been deleted.');
    audit.record({
      actor: userId,
      action: 'token_deleted',
      subject: tokenId,
      subjectName: row.name,
      address,
    });
    access.changed(userId);
  }
}

const shown = ({ tokenId, name, scope, createdAt, expiresAt, lastUsedAt }: ApiTokenRow): ApiToken => ({
  tokenId,
  name,
  scope,
  createdAt,
  expiresAt,
  lastUsedAt,
});

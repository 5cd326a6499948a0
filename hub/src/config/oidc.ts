import { readFileSync } from 'node:fs';
import { isLoopbackName, Role } from '@drover/protocol';
import { ExitCode, StartError } from './start-error.ts';
import { usageError } from './usage-error.ts';

/** The identity provider at which people may log in. */
export type OidcConfig = {
  issuer: URL;
  clientId: string;
  /** Null for a public client, which PKCE alone protects. */
  clientSecret: string | null;
  /** As the button says it. */
  name: string;
  scopes: string;
  /** Who may come in: whoever is in one of these. E-mail addresses and domains in lower case. */
  allowed: { emails: ReadonlySet<string>; domains: ReadonlySet<string>; groups: ReadonlySet<string> };
  groupsClaim: string;
  /** By group; empty when the provider does not decide about roles. */
  roles: ReadonlyMap<string, Role>;
  /** Of whoever is in none of those groups. */
  defaultRole: Role;
};

type Env = NodeJS.ProcessEnv;

const DEFAULT_SCOPES = 'openid profile email';

/** Null without `OIDC_ISSUER`. Throws `StartError`: 64 for a value that is wrong, 78 when everybody would be let in. */
export function oidcFromEnv(env: Env): OidcConfig | null {
  if (!env.OIDC_ISSUER) return null;
  const issuer = issuerOf(env.OIDC_ISSUER);
  const allowed = allowedOf(env);
  return {
    issuer,
    clientId: required(env, 'OIDC_CLIENT_ID'),
    clientSecret: secretOf(env.OIDC_CLIENT_SECRET_FILE),
    name: nameOf(env.OIDC_NAME || issuer.hostname),
    scopes: env.OIDC_SCOPES || DEFAULT_SCOPES,
    allowed,
    groupsClaim: env.OIDC_GROUPS_CLAIM || 'groups',
    roles: rolesOf(env.OIDC_ROLES),
    defaultRole: roleOf('OIDC_DEFAULT_ROLE', env.OIDC_DEFAULT_ROLE || 'viewer'),
  };
}

function issuerOf(text: string): URL {
  const url = URL.parse(text);
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && isLoopbackName(url.hostname));
  if (url && isSafe && !url.username && !url.password) return url;
  throw usageError('OIDC_ISSUER must be an https URL; http is for providers on this machine only');
}

function allowedOf(env: Env): OidcConfig['allowed'] {
  const emails = new Set(listOf(env.OIDC_ALLOWED_EMAILS).map((email) => email.toLowerCase()));
  const domains = new Set(listOf(env.OIDC_ALLOWED_DOMAINS).map((domain) => domain.toLowerCase()));
  const groups = new Set(listOf(env.OIDC_ALLOWED_GROUPS));
  if (emails.size + domains.size + groups.size > 0) return { emails, domains, groups };
  throw new StartError(
    ExitCode.config,
    'OIDC_ISSUER is set, and nothing says which of its people may log in here. Set one of these:',
    [
      'OIDC_ALLOWED_EMAILS=ada@example.org,bob@example.org',
      'OIDC_ALLOWED_DOMAINS=example.org',
      'OIDC_ALLOWED_GROUPS=drover-users',
    ],
  );
}

function rolesOf(text: string | undefined): Map<string, Role> {
  return new Map(
    listOf(text).map((entry) => {
      const end = entry.lastIndexOf('=');
      if (end < 1) throw usageError('OIDC_ROLES must be a list of group=role, such as staff=operator');
      return [entry.slice(0, end).trim(), roleOf('OIDC_ROLES', entry.slice(end + 1).trim())];
    }),
  );
}

function roleOf(variable: string, text: string): Role {
  const role = Role.safeParse(text);
  if (role.success) return role.data;
  throw usageError(`${variable}: a role must be one of ${Role.options.join(', ')}`);
}

function nameOf(name: string): string {
  if (name.length <= 64) return name;
  throw usageError('OIDC_NAME must be at most 64 characters');
}

function secretOf(file: string | undefined): string | null {
  if (!file) return null;
  try {
    const secret = readFileSync(file, 'utf8').trim();
    if (secret) return secret;
  } catch {
    // Said below.
  }
  throw usageError(`OIDC_CLIENT_SECRET_FILE '${file}' must be a readable file with the client's secret`);
}

function required(env: Env, variable: string): string {
  const text = env[variable];
  if (text) return text;
  throw usageError(`${variable} must be set when OIDC_ISSUER is`);
}

/** Names of groups may have commas: then semicolons stand between them. */
const listOf = (text = ''): string[] =>
  text
    .split(text.includes(';') ? ';' : ',')
    .map((entry) => entry.trim())
    .filter(Boolean);

import type { Role } from '@drover/protocol';

/** The identity provider at which people may log in. */
export type OidcConfig = {
  issuer: string;
  clientId: string;
  /** Null for a public client, which PKCE alone protects. */
  clientSecret: string | null;
  /** As the button says it. */
  name: string;
  /** Who may come in: whoever is in one of these. Lower case, but for groups. */
  allowed: { emails: ReadonlySet<string>; domains: ReadonlySet<string>; groups: ReadonlySet<string> };
  groupsClaim: string;
  /** By group; empty when the provider does not decide about roles. */
  roles: ReadonlyMap<string, Role>;
  /** Of whoever is in none of those groups. */
  defaultRole: Role;
};

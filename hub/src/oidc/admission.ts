import { ROLES, type Role } from '@drover/protocol';
import type { OidcConfig } from '../config/oidc.ts';
import type { Profile } from './profile.ts';

/** Whether somebody is on one of the lists. */
export function isAllowed({ emails, domains, groups }: OidcConfig['allowed'], profile: Profile): boolean {
  if (profile.groups.some((group) => groups.has(group))) return true;
  if (profile.email === null) return false;
  return emails.has(profile.email) || domains.has(profile.email.slice(profile.email.lastIndexOf('@') + 1));
}

/** The highest role that one of the groups gives. */
export function roleOf(
  { roles, defaultRole }: Pick<OidcConfig, 'roles' | 'defaultRole'>,
  groups: string[],
): Role {
  const given = groups.map((group) => roles.get(group));
  return ROLES.findLast((role) => given.includes(role)) ?? defaultRole;
}

/** What an identity provider says of a person, checked. */
export type Profile = {
  /** Lasting and unique: the issuer's name and its own for the person. */
  subject: string;
  /** What the person may be called here, the best first. */
  names: string[];
  /** In lower case; null when there is none that the provider has verified. */
  email: string | null;
  groups: string[];
};

type Claims = Record<string, unknown>;

/** `sources`: ID token and user info, whichever counts more first. */
export function profileOf(sources: Claims[], subject: string, groupsClaim: string): Profile {
  const email = sources.map(verifiedEmailOf).find((found) => found !== null) ?? null;
  const groups =
    sources.map((claims) => groupsOf(claims[groupsClaim])).find((found) => found.length > 0) ?? [];
  const preferred = sources.map((claims) => textOf(claims.preferred_username));
  const names = [...preferred, email, ...sources.map((claims) => textOf(claims.name))];
  return { subject, names: names.filter((name) => name !== null), email, groups };
}

/** An address that anybody may enter at the provider proves nothing. */
function verifiedEmailOf({ email, email_verified }: Claims): string | null {
  return email_verified === true ? (textOf(email)?.toLowerCase() ?? null) : null;
}

function groupsOf(claim: unknown): string[] {
  if (typeof claim === 'string') return [claim];
  return Array.isArray(claim) ? claim.filter((group) => typeof group === 'string') : [];
}

const textOf = (claim: unknown): string | null =>
  typeof claim === 'string' && claim !== '' ? claim.slice(0, 320) : null;

const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** Until when a token works: `valid until 3 Mar 2027`. */
export const expiryWords = (expiresAt: number | null): string =>
  expiresAt === null ? 'Never expires' : `Valid until ${day.format(expiresAt)}`;

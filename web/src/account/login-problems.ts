/** Why a login with the identity provider failed, by what the hub puts into the address. */
const PROBLEMS: Partial<Record<string, string>> = {
  oidc_failed:
    'The identity provider did not confirm who you are. Try again; if it happens again, tell an admin.',
};

const UNKNOWN = 'The login did not work. Try again; if it happens again, tell an admin.';

export const problemWords = (code: string): string => PROBLEMS[code] ?? UNKNOWN;

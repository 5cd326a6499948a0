/** Why a login at the identity provider came to nothing, by what the hub puts into the address. */
const PROBLEMS: Partial<Record<string, string>> = {
  oidc_denied: 'The identity provider did not let you in, or you turned back there.',
  oidc_disabled: 'Your account is disabled here. Ask an admin to enable it.',
  oidc_failed:
    'The answer of the identity provider proves nothing; perhaps it took too long, or came twice. Try again.',
  oidc_not_allowed: 'You are who you say, but not on the list of those who may use this hub. Ask an admin.',
  oidc_not_set_up:
    'This hub has no admin with a password yet. The first account is made with the set-up link.',
  oidc_unavailable: 'The identity provider cannot be reached right now. Try again, or use a password.',
};

const UNKNOWN = 'The login did not work. Try again; if it happens again, tell an admin.';

export const problemWords = (code: string): string => PROBLEMS[code] ?? UNKNOWN;

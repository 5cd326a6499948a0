/** Why a login at the identity provider came to nothing, as the login page is told. */
export type OidcProblemCode =
  /** Somebody else's answer, one that came before, or one that proves nothing. */
  | 'oidc_failed'
  | 'oidc_unavailable'
  /** The person, or the provider, said no. */
  | 'oidc_denied'
  | 'oidc_not_allowed'
  | 'oidc_disabled'
  /** There is no admin with a password yet. */
  | 'oidc_not_set_up';

export class OidcProblem extends Error {
  override readonly name = 'OidcProblem';
  readonly code: OidcProblemCode;

  constructor(code: OidcProblemCode, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
  }

  /** For the log: what the library and the provider say. Neither has secrets in it. */
  get reason(): string {
    const { cause } = this;
    if (!(cause instanceof Error)) return this.code;
    const told = 'error_description' in cause ? [cause.error_description] : [];
    return [cause.message, ...told, ...(cause.cause instanceof Error ? [cause.cause.message] : [])].join(
      ': ',
    );
  }
}

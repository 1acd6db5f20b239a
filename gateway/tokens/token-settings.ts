/** Which tokens a gateway takes, and what one looks like. It needs no library. */

export interface TokenSettings {
  /** The address of the issuer, as its tokens have it. */
  readonly issuer: string;
  /** Whom a token must be for. */
  readonly audience: string;
  /** The claims that name the tenant and the scopes. */
  readonly tenantClaim: string;
  readonly scopeClaim: string;
}

const TOKEN_FORM = /^[\w-]+\.[\w-]+\.[\w-]*$/;

/** Whether a text has the form of a token, which no key has. */
export function hasTokenForm(text: string): boolean {
  return TOKEN_FORM.test(text);
}

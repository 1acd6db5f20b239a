/**
 * How browsers sign in at the issuer. The page reads it from the gateway; the gateway itself takes
 * no part in a sign-in.
 */

export interface SignInSettings {
  /** The address of the issuer, as its tokens have it. */
  readonly issuer: string;
  /** How the page is known there: a public client, which has no secret. */
  readonly clientId: string;
  /** What is asked for, with spaces between. */
  readonly scope: string;
}

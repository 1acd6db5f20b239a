/** Why a sign-in failed, in words. Pure: it knows the library's errors by their form. */

/** Codes of RFC 6749, 4.1.2.1 and 5.2; an address may have any text in their place. */
const CODE = /^[a-z_]{1,40}$/;

const REFUSED: Readonly<Record<string, string>> = {
  access_denied: "it was cancelled, or you may not use this page",
  temporarily_unavailable: "it is overloaded; try again later",
  server_error: "it has failed itself; try again later",
  invalid_grant: "the answer was used already, or is too old",
  invalid_client: "it does not know this page as a public client (OIDC_CLIENT_ID)",
  unauthorized_client: "it does not know this page as a public client (OIDC_CLIENT_ID)",
  invalid_scope: "it does not give what the page asks for (OIDC_SCOPES)",
};

/** A fault of the page itself, in words for its user: the issuer has done nothing. */
export class PageFault extends Error {
  override readonly name = "PageFault";
}

/** @param thrown of the library, or of `fetch` */
export function signInFault(thrown: unknown, issuer: string): string {
  const { name, error, code, message } = (thrown ?? {}) as Record<string, unknown>;
  if (thrown instanceof PageFault) return thrown.message;
  if (typeof error === "string" && CODE.test(error))
    return `The issuer ${issuer} has refused the sign-in: ${error in REFUSED ? `${REFUSED[error]} (${error})` : error}.`;
  if (name === "TimeoutError" || name === "AbortError")
    return `The issuer ${issuer} did not answer in time. Try again.`;
  // Of `fetch`: no connection, or an answer that the browser does not show to another origin.
  if (thrown instanceof TypeError && code === undefined)
    return `The issuer ${issuer} cannot be reached from this page. Try again; if it stays, its operator must allow the origin of this page (CORS).`;
  const why = typeof message === "string" ? message.slice(0, 200) : String(thrown);
  return `The answer of the issuer ${issuer} is not right: ${why}.`;
}

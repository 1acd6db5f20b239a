/**
 * Refusals of a broker that answers: wrong credentials, no TLS, or a certificate that is not valid.
 * To wait does not help.
 */
import { AuthorizationError, TimeoutError, UserAuthenticationExpiredError } from "nats";
import { messageOf } from "../../proto/errors.ts";
import type { BrokerTls } from "./broker-tls.ts";

/** The client's message when TLS was asked for and the broker offers none. */
const NO_TLS = /does not support 'tls'|"tls" is not available/i;
/** Node's and OpenSSL's codes for certificates and handshakes. */
const TLS_CODE = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|HOSTNAME_MISMATCH)/;

/** True when the error of a connection attempt is a refusal, not an unreachable broker. */
export function isRefusal(thrown: unknown): boolean {
  return isSignInRefusal(thrown) || chainOf(thrown).some((error) => isTlsFault(error));
}

/**
 * The same error, with a hint on what would be right where there is one.
 *
 * @param broker its addresses, without credentials, and our certificate for it, if any
 */
export function explained(thrown: unknown, broker: RefusingBroker): Error {
  const message = messageOf(thrown);
  const hint = hintFor(thrown, broker);
  return hint === undefined
    ? (thrown as Error)
    : new Error(`${message}: ${hint}`, { cause: thrown });
}

interface RefusingBroker {
  readonly url: string;
  readonly tls?: Pick<BrokerTls, "certFile">;
}

function hintFor(thrown: unknown, { url, tls }: RefusingBroker): string | undefined {
  const chain = chainOf(thrown);
  // With TLS 1.3 our side has finished the handshake when the broker looks for our certificate; the
  // client library does not see that the broker closes the connection then, and waits (RFC 8446,
  // 4.4.2.4).
  if (chain.some((error) => error instanceof TimeoutError) && tls !== undefined && !tls.certFile)
    return `the broker (${url}) did not answer. A broker that requires a client certificate does not answer a client without one: NATS_TLS_CERT and NATS_TLS_KEY name ours`;
  if (chain.some((error) => NO_TLS.test(messageOf(error)))) {
    return `NATS_URL asks for TLS (${url}), and the broker there has none; nothing was sent to it. nats:// connects without TLS`;
  }
  if (chain.some(isTlsFault)) {
    return "the TLS connection to the broker was refused; NATS_CA names the authority of its certificate, NATS_TLS_CERT and NATS_TLS_KEY our own";
  }
  return undefined;
}

/**
 * The broker has closed the connection since the credentials did not come in its time: it has not
 * refused them. It happens to a process that had no processor for so long.
 */
export function isSignInTimeout(thrown: unknown): boolean {
  return thrown instanceof AuthorizationError && /timeout/i.test(thrown.message);
}

function isSignInRefusal(thrown: unknown): boolean {
  return (
    (thrown instanceof AuthorizationError && !isSignInTimeout(thrown)) ||
    thrown instanceof UserAuthenticationExpiredError
  );
}

function isTlsFault(error: unknown): boolean {
  return (
    NO_TLS.test(messageOf(error)) || TLS_CODE.test(String((error as { code?: unknown }).code ?? ""))
  );
}

/** The error and its causes. A6: at most four. */
function chainOf(thrown: unknown): unknown[] {
  const chain: unknown[] = [];
  for (let error = thrown; error && chain.length < 4; error = (error as { cause?: unknown }).cause)
    chain.push(error);
  return chain;
}

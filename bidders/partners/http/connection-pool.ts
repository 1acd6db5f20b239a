/**
 * The connections to one partner, and why there is none: an invalid certificate is named as such.
 * No setting accepts one; an authority of the operator's own can be configured (`caFile`).
 */
import { Pool } from "undici";
import { RESPONSE_BYTES_MAX } from "../parsing/parse-answer.ts";
import type { PartnerConfig } from "../partner-config.ts";

/** @throws Error when the partner's URL is invalid */
export function connectTo(partner: PartnerConfig): Pool {
  const url = URL.canParse(partner.url) ? new URL(partner.url) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new Error(
      `partner ${partner.name}: '${partner.url}' must be a URL like https://api.duffel.com`,
    );
  }
  return new Pool(url.origin, {
    connections: partner.concurrencyMax,
    maxResponseSize: RESPONSE_BYTES_MAX,
    connect: {
      timeout: partner.timeoutMs,
      // Stated, so that NODE_TLS_REJECT_UNAUTHORIZED in the environment has no effect.
      rejectUnauthorized: true,
      ...(partner.ca === null ? {} : { ca: partner.ca }),
    },
    // Only in case the guard's timeout, which is more exact, does not act.
    headersTimeout: 2 * partner.timeoutMs,
    bodyTimeout: 2 * partner.timeoutMs,
  });
}

/** OpenSSL's results for a certificate, by the codes that Node gives them. */
const CERTIFICATES: Readonly<Record<string, string>> = {
  DEPTH_ZERO_SELF_SIGNED_CERT: "it is signed by itself",
  SELF_SIGNED_CERT_IN_CHAIN: "its authority is not one that we know",
  UNABLE_TO_GET_ISSUER_CERT: "its authority is not one that we know",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "its authority is not one that we know",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "its authority is not one that we know",
  CERT_HAS_EXPIRED: "it has expired",
  CERT_NOT_YET_VALID: "it is not valid yet",
  CERT_REVOKED: "it was revoked",
  CERT_SIGNATURE_FAILURE: "its signature is wrong",
  CERT_UNTRUSTED: "it is not trusted",
  CERT_REJECTED: "it is not trusted",
  INVALID_CA: "its authority may not issue it",
  INVALID_PURPOSE: "it is not for servers",
  PATH_LENGTH_EXCEEDED: "its authority may not issue it",
  ERR_TLS_CERT_ALTNAME_INVALID: "it is for another host",
};

/**
 * Why there was no answer. Node leaves the message of a failed connect to several addresses empty;
 * its code is always there.
 */
export function describeConnectionFailure(thrown: unknown): string {
  const { message, code = "" } = thrown as { message?: string; code?: string };
  const why = CERTIFICATES[code];
  if (why !== undefined) return `its certificate does not hold: ${why} (${code})`;
  return message || code || String(thrown);
}

/** The body of a partner's answer, as it was received: what may be read of it, and how much. */
import type { Dispatcher } from "undici";
import { type EncodedBody, RESPONSE_BYTES_MAX } from "../parsing/parse-answer.ts";
import { PartnerFailure } from "../partner-failure.ts";
import { printable } from "../printable.ts";
import type { Redactor } from "../redaction/redactor.ts";
import { describeConnectionFailure } from "./connection-pool.ts";
import { contentCodingsOf } from "./content-codings.ts";

const JSON_TYPES = /^(application\/([\w.-]+\+)?json|text\/(json|plain))\s*(;|$)/i;

/**
 * An answer of another media type than JSON is not read, and its connection is closed: its body may
 * take long to arrive, which would look like a timeout. One without a type, or of `text/plain`,
 * which servers send for anything, is read. @throws PartnerFailure
 */
export function refuseOtherTypes(
  { headers, body }: Dispatcher.ResponseData,
  withoutSecret: Redactor["text"],
): void {
  const type = headers["content-type"];
  if (type === undefined || JSON_TYPES.test(String(type))) return;
  body.on("error", () => {}).destroy();
  const received = /^text\/html\b/i.test(String(type))
    ? "HTML"
    : `'${printable(withoutSecret(String(type)), 40)}'`;
  throw badAnswer(`answered ${received} where JSON was due`);
}

/**
 * @throws PartnerFailure where it is too large, breaks off, or has a coding that was not offered
 */
export async function readBody(
  response: Dispatcher.ResponseData,
  withoutSecret: Redactor["text"],
): Promise<EncodedBody> {
  const codings = contentCodingsOf(response.headers["content-encoding"]);
  let bytes: EncodedBody["bytes"];
  try {
    bytes = (await response.body.bytes()) as EncodedBody["bytes"];
  } catch (thrown) {
    const isTooLarge = (thrown as { code?: unknown }).code === "UND_ERR_RES_EXCEEDED_MAX_SIZE";
    throw isTooLarge
      ? badAnswer(`answered more than ${RESPONSE_BYTES_MAX} bytes`)
      : unreachable(`its answer broke off: ${describeConnectionFailure(thrown)}`);
  }
  if (!("unknown" in codings)) return { bytes, codings };
  throw badAnswer(
    `answered in '${printable(withoutSecret(codings.unknown), 40)}', gzip was offered`,
  );
}

export function unreachable(message: string): PartnerFailure {
  return new PartnerFailure(message, "unhealthy", "partner-unreachable");
}

function badAnswer(message: string): PartnerFailure {
  return new PartnerFailure(message, "unhealthy", "partner-bad-answer");
}

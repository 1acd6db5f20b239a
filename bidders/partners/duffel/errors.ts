/**
 * Duffel's error model (duffel.com/docs/api/overview/errors): what an error says, and whether it
 * speaks against Duffel itself.
 */

import type { PartnerHealth } from "../partner-failure.ts";
import { printable } from "../printable.ts";
import { type DuffelError, duffelErrors } from "./schema.ts";

/** Errors of one answer that are read and told; the others are counted (A6). */
const ERRORS_READ_MAX = 3;

/**
 * About this one search, or about the airline behind it: Duffel is well. All others
 * (`authentication_error`, `api_error`, those to come) are about Duffel, and count against it. A
 * limit that was reached is our doing.
 */
const VERDICTS: Readonly<Record<string, PartnerHealth>> = {
  airline_error: "healthy",
  validation_error: "healthy",
  invalid_request_error: "healthy",
  invalid_state_error: "healthy",
  rate_limit_error: "unknown",
};

/** Undefined when the answer has no errors. */
export function describeErrors(answer: unknown): string | undefined {
  const read = readErrors(answer);
  if (read === undefined) return undefined;
  const { errors, more, requestId } = read;
  const all = errors.map(describeError).join("; ");
  return `${all}${more > 0 ? `; and ${more} more` : ""}${requestId == null ? "" : ` (request ${printable(requestId)})`}`;
}

export function healthOf(answer: unknown): PartnerHealth {
  const verdicts = (readErrors(answer)?.errors ?? []).map(
    (error): PartnerHealth => VERDICTS[error.type ?? ""] ?? "unhealthy",
  );
  if (verdicts.length === 0 || verdicts.includes("unhealthy")) return "unhealthy";
  return verdicts.includes("unknown") ? "unknown" : "healthy";
}

function readErrors(
  answer: unknown,
):
  | { errors: readonly DuffelError[]; more: number; requestId: string | null | undefined }
  | undefined {
  const { errors: listed, meta } = (
    typeof answer === "object" && answer !== null ? answer : {}
  ) as { errors?: unknown; meta?: unknown };
  // Cut before it is looked at: a body of 8 MB has room for millions of errors.
  const first = Array.isArray(listed) ? listed.slice(0, ERRORS_READ_MAX) : listed;
  const parsed = duffelErrors.safeParse({ errors: first, meta: meta ?? undefined });
  if (!parsed.success) return undefined;
  const { errors } = parsed.data;
  return {
    errors,
    more: (listed as readonly unknown[]).length - errors.length,
    requestId: parsed.data.meta?.request_id,
  };
}

/** `validation_required: Required field missing: cabin_class must be set, at /data/cabin_class` */
function describeError({ code, title, message, source }: DuffelError): string {
  const said = [code, title, message].filter((text) => text != null && text !== "");
  const where = source?.pointer == null ? "" : `, at ${source.pointer}`;
  return printable(said.length === 0 ? "an error without a word" : `${said.join(": ")}${where}`);
}

/**
 * Duffel's error model (duffel.com/docs/api/overview/errors): what an error states, and whether it
 * counts against Duffel itself.
 */

import type { PartnerHealth } from "../partner-failure.ts";
import { printable } from "../printable.ts";
import { type DuffelError, duffelErrors } from "./schema.ts";

/** Errors of one answer that are read and shown; the others are counted (A6). */
const ERRORS_READ_MAX = 3;

/**
 * About this one search, or about the airline behind it: Duffel is healthy. All others
 * (`authentication_error`, `api_error`, later types) are about Duffel, and count against it. A
 * rate limit is reached by our own requests.
 */
const HEALTH: Readonly<Record<string, PartnerHealth>> = {
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
  const healths = (readErrors(answer)?.errors ?? []).map(
    (error): PartnerHealth => HEALTH[error.type ?? ""] ?? "unhealthy",
  );
  if (healths.length === 0 || healths.includes("unhealthy")) return "unhealthy";
  return healths.includes("unknown") ? "unknown" : "healthy";
}

function readErrors(
  answer: unknown,
):
  | { errors: readonly DuffelError[]; more: number; requestId: string | null | undefined }
  | undefined {
  const { errors: listed, meta } = (
    typeof answer === "object" && answer !== null ? answer : {}
  ) as { errors?: unknown; meta?: unknown };
  // Shortened before it is read: a body of 8 MB has room for millions of errors.
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
  const stated = [code, title, message].filter((text) => text != null && text !== "");
  const where = source?.pointer == null ? "" : `, at ${source.pointer}`;
  return printable(
    stated.length === 0 ? "an error without a word" : `${stated.join(": ")}${where}`,
  );
}

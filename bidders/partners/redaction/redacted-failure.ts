/** Failures without our credentials, and without what callers say to a seller alone. */
import { messageOf } from "../../../proto/errors.ts";
import { PartnerFailure } from "../partner-failure.ts";

/**
 * What was thrown, as a failure whose message and stack are what `text` leaves of them, and without
 * its causes.
 */
export function redacted(thrown: unknown, text: (original: string) => string): PartnerFailure {
  const fault =
    thrown instanceof PartnerFailure
      ? thrown
      : new PartnerFailure(messageOf(thrown), "unhealthy", "partner-internal");
  const { health, reason, refused } = fault;
  const safe = new PartnerFailure(
    text(fault.message),
    health,
    reason,
    refused === undefined ? {} : { refused },
  );
  // For an internal error the stack of the first error is needed.
  const stack =
    thrown instanceof Error
      ? thrown.cause instanceof Error
        ? thrown.cause.stack
        : thrown.stack
      : undefined;
  if (stack !== undefined) safe.stack = text(stack);
  return safe;
}

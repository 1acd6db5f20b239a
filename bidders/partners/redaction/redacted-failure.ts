/** Failures without our credentials. */
import { messageOf } from "../../../proto/errors.ts";
import { PartnerFailure } from "../partner-failure.ts";
import { redactorOf } from "./redactor.ts";

/**
 * What was thrown, as a fault that carries nothing of the secret: not in its message, nor in its
 * stack, and without its causes.
 */
export function redacted(thrown: unknown, secret: string): PartnerFailure {
  const fault =
    thrown instanceof PartnerFailure
      ? thrown
      : new PartnerFailure(messageOf(thrown), "unhealthy", "partner-internal");
  const { text } = redactorOf(secret);
  const { health, reason, refused } = fault;
  const safe = new PartnerFailure(
    text(fault.message),
    health,
    reason,
    refused === undefined ? {} : { refused },
  );
  // Of a fault of ours the place is wanted: that of the first error.
  const stack =
    thrown instanceof Error
      ? thrown.cause instanceof Error
        ? thrown.cause.stack
        : thrown.stack
      : undefined;
  if (stack !== undefined) safe.stack = text(stack);
  return safe;
}

/** Failures without our credentials. */
import { messageOf } from "../../../proto/errors.ts";
import { PartnerFailure } from "../partner-failure.ts";
import { redactorOf } from "./redactor.ts";

/**
 * What was thrown, as a failure without the secret: neither in its message nor in its stack, and
 * without its causes.
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

/**
 * The log levels of partners' failures. Only an internal error is logged with its stack: the
 * stack of any other failure shows nothing about the partner.
 */
import type { FailureDetails } from "../kit/bidder.ts";
import type { PartnerReason } from "./public-reasons.ts";

const LEVELS: Readonly<Record<PartnerReason, NonNullable<FailureDetails["level"]> | "none">> = {
  "partner-timeout": "warn",
  "partner-unreachable": "warn",
  "partner-busy": "warn",
  "partner-unauthorized": "warn",
  "partner-refused": "warn",
  "partner-error": "warn",
  "partner-bad-answer": "warn",
  "partner-offers-refused": "warn",
  "partner-no-rate": "warn",
  "partner-incomplete": "info",
  "partner-not-askable": "info",
  "partner-circuit-open": "info",
  "partner-no-capacity": "warn",
  // Every auction that ends early has these.
  "partner-no-time": "none",
  "partner-cancelled": "none",
  "partner-internal": "error",
};

/** Undefined where nothing is to be logged. */
export function logLevelOf(reason: PartnerReason): Pick<FailureDetails, "level"> | undefined {
  const level = LEVELS[reason];
  return level === "none" ? undefined : { level };
}

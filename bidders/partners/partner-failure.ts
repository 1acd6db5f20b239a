/**
 * One partner's failure in one auction: a code for the bid's reason, a text for the log, and what
 * it shows about the partner's health.
 */
import type { PartnerReason, Remark } from "./public-reasons.ts";

/**
 * `unhealthy` counts against the partner in its circuit. `healthy` proves that it answers, even
 * without offers (a search that it refuses). `unknown` shows nothing: the auction was cancelled,
 * too little time was left, or all connections were in use.
 */
export type PartnerHealth = "unhealthy" | "healthy" | "unknown";

/** The message may quote the partner: it is for the log. `reason` is what the public is shown. */
export class PartnerFailure extends Error implements Pick<Remark, "reason" | "refused"> {
  override readonly name = "PartnerFailure";
  readonly health: PartnerHealth;
  readonly reason: PartnerReason;
  readonly refused?: NonNullable<Remark["refused"]>;

  constructor(
    message: string,
    health: PartnerHealth,
    reason: PartnerReason,
    more: Pick<Remark, "refused"> & { readonly cause?: unknown } = {},
  ) {
    super(message, more.cause === undefined ? undefined : { cause: more.cause });
    this.health = health;
    this.reason = reason;
    if (more.refused !== undefined) this.refused = more.refused;
  }
}

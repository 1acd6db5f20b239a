/**
 * The closed sets of words in messages. Each is in the order of its enum on the wire: position
 * 0 here is number 1 there, and number 0 is "not stated".
 */

/** The cabins from the lowest to the highest. */
export const CABINS = ["economy", "premium_economy", "business", "first"] as const;
/** The cabin that a search asks for, or that a segment is sold in. */
export type Cabin = (typeof CABINS)[number];

/** What a result is ranked by. */
export const SORTS = ["best", "price", "duration"] as const;
export type Sort = (typeof SORTS)[number];

/** Which carrier of a flight counts: that of its flight number, or the one that flies it. */
export const CARRIER_ROLES = ["marketing", "operating"] as const;
export type CarrierRole = (typeof CARRIER_ROLES)[number];

/** Fare families by what they are, whatever each seller calls them. */
export const BRANDS = ["light", "standard", "flex"] as const;
export type Brand = (typeof BRANDS)[number];

/** What one bid is: offers, a complete answer without offers, a refusal, or a failure. */
export const BID_STATUSES = ["offers", "empty", "declined", "failed"] as const;
export type BidStatus = (typeof BID_STATUSES)[number];

/**
 * What a bidder says of one of its offers: what it is now, that it is gone, that it cannot say it
 * of single offers, or that it failed to find out.
 */
export const PRICE_STATUSES = ["offer", "gone", "unsupported", "failed"] as const;
export type PriceStatus = (typeof PRICE_STATUSES)[number];

/** Which rules may stop an auction: those of all auctions, or also the worth of waiting. */
export const POLICY_KINDS = ["plain", "value"] as const;
export type PolicyKind = (typeof POLICY_KINDS)[number];

/** How one expected bidder ended (A3: exactly one of these each). */
export const OUTCOMES = [
  "answered",
  "empty",
  "declined",
  "invalid",
  "failed",
  "silent",
  "late",
  "skipped",
  "absent",
] as const;
export type Outcome = (typeof OUTCOMES)[number];

/** Why an auction stopped. */
export const ENDED_BY = [
  "complete",
  "settled",
  "quorum",
  "deadline",
  "cancelled",
  "no-bidders",
  "not-worth-waiting",
] as const;
export type EndedBy = (typeof ENDED_BY)[number];

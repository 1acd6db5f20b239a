/**
 * What a bid states in public about a partner: one of these codes, and nothing that the partner has
 * sent. A seller's own text may hold our credentials, in any spelling, or any content for our
 * users' screens. It is written to this bidder's log only, redacted.
 */
export const PARTNER_REASONS = {
  "partner-timeout": "it did not answer within its time limit, or the auction's",
  "partner-unreachable": "no connection: network, name, certificate, or an answer that broke off",
  "partner-busy":
    "it asked to be left alone for a while: 429, 503 with Retry-After, or its rate limit is used up",
  "partner-unauthorized": "it does not accept our credentials: 401 or 403",
  "partner-refused": "it refuses this search, or an airline behind it does",
  "partner-error": "it failed: 5xx, or an error within its answer",
  "partner-bad-answer":
    "its answer cannot be read: another format, another coding, too large, a redirect",
  "partner-offers-refused":
    "so many of its offers are not sold: they do not fit the search, or are wrong in themselves",
  "partner-no-rate": "so many of its offers are in a currency without an exchange rate",
  "partner-incomplete": "it has more pages or offers than are read",
  "partner-not-askable": "its protocol cannot express this search",
  "partner-circuit-open": "it failed so often that it is not asked for a while",
  "partner-no-capacity": "too many calls to it, or large answers, were under way in this bidder",
  "partner-no-time": "too little of the auction's time was left to ask it",
  "partner-cancelled": "the auction ended first",
  "partner-internal": "a fault of this bidder, not of the partner",
} as const;

export type PartnerReason = keyof typeof PARTNER_REASONS;

/**
 * The partner was not asked, or its answer was not awaited to its end: it may have had offers. One
 * that has failed or refused has answered.
 */
const UNANSWERED: ReadonlySet<PartnerReason> = new Set<PartnerReason>([
  "partner-timeout",
  "partner-busy",
  "partner-circuit-open",
  "partner-no-capacity",
  "partner-no-time",
  "partner-cancelled",
]);

export function isUnanswered(reason: PartnerReason): boolean {
  return UNANSWERED.has(reason);
}

/** Something about one partner: the code for the public, the text for the log. */
export interface Remark {
  readonly reason: PartnerReason;
  /** Redacted, and never shown in public: it may quote the partner. */
  readonly text: string;
  /** Offers that it is about, of how many. Our own counts. */
  readonly refused?: { readonly count: number; readonly of: number };
}

/** `partner-timeout`, `partner-offers-refused (2 of 9)`. */
export function publicText({ reason, refused }: Pick<Remark, "reason" | "refused">): string {
  return refused === undefined ? reason : `${reason} (${refused.count} of ${refused.of})`;
}

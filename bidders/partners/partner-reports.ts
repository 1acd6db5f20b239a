/**
 * What is reported of the partners in one auction: codes in the bid's reason, which is public, and
 * texts in this bidder's log.
 */
import type { FlightSearch } from "../../proto/messages.ts";
import type { FailureReporter, SearchContext } from "../kit/bidder.ts";
import { createBidReason } from "./bid-reason.ts";
import type { PartnerClient } from "./http/client.ts";
import { logLevelOf } from "./log-levels.ts";
import { PartnerFailure } from "./partner-failure.ts";
import { type PartnerReason, publicText, type Remark } from "./public-reasons.ts";

/** What offers are that are not sold, as a caller reads it. */
const NOT_SOLD: Partial<Record<PartnerReason, string>> = {
  "partner-offers-refused": "offers that do not fit the search, or are wrong in themselves",
  "partner-no-rate": "offers in a currency without an exchange rate",
};

export class PartnerReports {
  readonly #reason: ReturnType<typeof createBidReason>;
  readonly #log: FailureReporter;
  readonly #auctionId: string;
  readonly #leftOut: SearchContext["leftOut"];

  constructor(
    asked: readonly PartnerClient[],
    { auctionId, note, leftOut }: Pick<SearchContext<unknown>, "auctionId" | "note" | "leftOut">,
    log: FailureReporter,
  ) {
    this.#auctionId = auctionId;
    this.#log = log;
    this.#leftOut = leftOut;
    this.#reason = createBidReason(
      asked.map(({ name }) => name),
      note,
    );
  }

  /** The code for the public, the text for the log. */
  add(partner: string, remark: Remark | PartnerFailure): void {
    this.#reason.add(partner, publicText(remark));
    const { reason, refused } = remark;
    if (refused !== undefined)
      this.#leftOut?.({
        reason,
        count: refused.count,
        text: `${partner}: ${NOT_SOLD[reason] ?? reason}`,
      });
    const level = logLevelOf(remark.reason);
    if (level === undefined) return;
    const logged = remark instanceof PartnerFailure ? remark : remark.text;
    this.#log(`partner ${partner}: ${remark.reason}`, logged, {
      ...level,
      auctionId: this.#auctionId,
    });
  }

  /** Names the partners for which the reason had no room. */
  end(): void {
    this.#reason.end();
  }
}

/** Why no partner is asked. */
export function noPartnerText(
  clients: readonly PartnerClient[],
  { slices: [slice] }: FlightSearch,
): string {
  return clients.length === 0
    ? "no partners are configured"
    : `no partner serves ${slice?.origin}-${slice?.destination}`;
}

/**
 * How often each partner's offers are shown, and are the first of their itinerary: counted from
 * what gateways tell (`onFeedback`). An offer names its seller as the partner has written it, so
 * that it is remembered which partner has sold under which name.
 *
 * WINRATE-1 The values of the label are the configured partners, and `other` for a name that is
 *    remembered no more (A6).
 */
import { LRUCache } from "lru-cache";
import type { BidderFeedback, OpenContext } from "../kit/bidder.ts";

/** A6: names of sellers that are remembered. A partner has one, or some hundred airlines. */
const SELLER_NAMES_MAX = 2_048;

const OTHER = "other";

export class WinRates {
  readonly #partnerOf = new LRUCache<string, string>({ max: SELLER_NAMES_MAX });
  readonly #count: (partner: string, what: "shown" | "won", by: number) => void;

  constructor(metrics: NonNullable<OpenContext["metrics"]>, partners: readonly string[]) {
    const itineraries = metrics.counter(
      "bidder_partner_itineraries_total",
      "Itineraries that were shown with an offer of a partner (shown), and with one as the first (won), as gateways tell it",
      ["partner", "what"],
    );
    this.#count = (partner, what, by) => itineraries.inc({ partner, what }, by);
    for (const partner of [...partners, OTHER])
      for (const what of ["shown", "won"] as const) this.#count(partner, what, 0);
  }

  /** This partner has an offer of this seller. */
  sold(seller: string, partner: string): void {
    this.#partnerOf.set(seller, partner);
  }

  told({ auctions }: Pick<BidderFeedback, "auctions">): void {
    for (const { sellers } of auctions)
      for (const { seller, shown, won } of sellers) {
        const partner = this.#partnerOf.get(seller) ?? OTHER;
        this.#count(partner, "shown", shown);
        this.#count(partner, "won", won);
      }
  }
}

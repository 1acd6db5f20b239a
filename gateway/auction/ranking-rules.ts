/** The rules by which the offers of one auction are priced, ranked and checked. */
import type { Elapsed } from "../../common/offers/itinerary-rules.ts";
import type { Kilometres, LowestFare } from "../../common/offers/lowest-fare.ts";
import type { BrokenLimit } from "../../common/offers/search-limits.ts";
import type {
  FlightOffer,
  FlightSearch,
  Objective,
  Rates,
  SheetColumns,
} from "../../proto/messages.ts";
import type { MarkUp } from "./mark-up.ts";
import type { OfferIds } from "./offer-ids.ts";

export interface RankingRules {
  readonly search: FlightSearch;
  readonly objective: Objective;
  readonly rates: Rates;
  /** Epoch milliseconds: offers that have expired by then are not sold. */
  readonly wallMs: number;
  /**
   * The elapsed time by the clocks of airports; a parameter, since reading them needs a file and
   * time zones.
   */
  readonly elapsed: Elapsed;
  /**
   * Distances between airports, for cabins (MIXED-2), inconvenience (RANK-4) and plausibility. A
   * parameter as `elapsed` is.
   */
  readonly kilometres: Kilometres;
  /**
   * Limits outside which offers are dropped, and their bidder is `invalid` (plausible.ts); null:
   * none.
   */
  readonly plausibility: PlausibilityLimits | null;
  /** How offers are opened; absent: each is opened and checked each time. */
  readonly opening?: Opening | undefined;
  /** Absent: the offers get no ids. */
  readonly offerIds?: OfferIds | undefined;
  /**
   * DISABLED-3: sellers whose offers are left out, whatever they cost; absent: none.
   */
  readonly disabledSellers?: ReadonlySet<string> | undefined;
  /** What is added to prices (mark-up.ts); absent: nothing. */
  readonly markUp?: MarkUp | undefined;
}

/** Opens offers, and remembers what it has found of them. */
export interface Opening {
  /** As `checkOffer`. */
  check(
    sheet: SheetColumns,
    row: number,
    rules: RankingRules,
    bidder: string,
  ): FlightOffer | string;
  /** As `inconvenienceMinutes`, of an offer that `check` gave. */
  inconvenienceMinutes(offer: FlightOffer, rules: RankingRules): number;
  /** As `brokenLimit`, of such an offer and its own price. */
  brokenLimit(
    offer: FlightOffer,
    convertedPrice: number,
    search: FlightSearch,
  ): BrokenLimit | undefined;
}

/**
 * Limits for the offers of every bidder: one with valid credentials can still be wrong or hostile.
 */
export interface PlausibilityLimits extends LowestFare {
  /** The longest time from now until an offer expires. */
  readonly expiryMsMax: number;
  /**
   * The carriers whose flights a bidder may offer. A bidder that is not listed may offer all.
   */
  readonly carriers: ReadonlyMap<string, ReadonlySet<string>>;
}

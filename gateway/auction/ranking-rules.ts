/** The rules by which the offers of one auction are priced, ranked and checked. */
import type { Elapsed } from "../../common/offers/itinerary-rules.ts";
import type { Kilometres, LowestFare } from "../../common/offers/lowest-fare.ts";
import type {
  FlightOffer,
  FlightSearch,
  Objective,
  Rates,
  SheetColumns,
} from "../../proto/messages.ts";
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
  /** How a row is opened and checked; absent: as `checkOffer` does it, each time. */
  readonly check?: CheckRow | undefined;
  /** Absent: the offers get no ids. */
  readonly offerIds?: OfferIds | undefined;
}

/** As `checkOffer`. */
export type CheckRow = (
  sheet: SheetColumns,
  row: number,
  rules: RankingRules,
  bidder: string,
) => FlightOffer | string;

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

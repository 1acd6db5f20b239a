/** The rules by which the offers of one auction are priced, ranked and checked. */
import type { Kilometres, LowestFare } from "../../common/offers/lowest-fare.ts";
import type { FlightSearch, Objective, Rates } from "../../proto/messages.ts";

export interface RankingRules {
  readonly search: FlightSearch;
  readonly objective: Objective;
  readonly rates: Rates;
  /** Epoch milliseconds: offers that have expired by then are not sold. */
  readonly wallMs: number;
  /**
   * Minutes from a departure to an arrival, each on its airport's clock. Two values where an hour is
   * repeated at the end of summer time; none when an airport or a time is not known.
   */
  readonly elapsed: Elapsed;
  /**
   * Where it is set, offers outside its limits are dropped, and their bidder is `invalid`
   * (plausible.ts).
   */
  readonly plausibility?: Plausibility | null;
}

/**
 * The limits for every offer, from any bidder: a bidder with valid credentials can still be wrong or
 * hostile.
 */
export interface Plausibility extends PlausibilityLimits {
  readonly kilometres: Kilometres;
}

export interface PlausibilityLimits extends LowestFare {
  /** The longest time from now until an offer expires. */
  readonly expiryMsMax: number;
  /**
   * The carriers whose flights a bidder may offer. A bidder that is not listed may offer all.
   */
  readonly carriers: ReadonlyMap<string, ReadonlySet<string>>;
}

export type Elapsed = (
  origin: string,
  departure: string,
  destination: string,
  arrival: string,
) => readonly number[];

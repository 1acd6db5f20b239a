/** What offers are priced, ranked and checked by in one auction. */
import type { Kilometres, LowestFare } from "../../common/offers/lowest-fare.ts";
import type { FlightSearch, Objective, Rates } from "../../proto/messages.ts";

export interface RankingRules {
  readonly search: FlightSearch;
  readonly objective: Objective;
  readonly rates: Rates;
  /** Epoch milliseconds: what has expired by now is not sold. */
  readonly wallMs: number;
  /**
   * Minutes from a departure to an arrival, each on its airport's clock: all that they can be,
   * where an hour is told twice; none when an airport or a time is not known.
   */
  readonly elapsed: Elapsed;
  /**
   * Where it is set, offers outside its limits are dropped, and their bidder is `invalid`
   * (plausible.ts).
   */
  readonly plausibility?: Plausibility | null;
}

/**
 * What an offer must keep to, whichever bidder makes it: one with valid credentials can still be
 * wrong or hostile.
 */
export interface Plausibility extends PlausibilityLimits {
  readonly kilometres: Kilometres;
}

export interface PlausibilityLimits extends LowestFare {
  /** An offer may hold this long from now at most. */
  readonly expiryMsMax: number;
  /**
   * The carriers whose flights a bidder may offer. One that is not listed may offer those of any.
   */
  readonly carriers: ReadonlyMap<string, ReadonlySet<string>>;
}

export type Elapsed = (
  origin: string,
  departure: string,
  destination: string,
  arrival: string,
) => readonly number[];

/** What offers are priced, ranked and checked by in one auction. */
import type { FlightSearch, Objective, Rates } from "../../proto/messages.ts";

export interface RankingRules {
  readonly search: FlightSearch;
  readonly objective: Objective;
  readonly rates: Rates;
  /** Epoch milliseconds: what has expired by now is not sold. */
  readonly wallMs: number;
  /**
   * Minutes from a departure to an arrival, each on its airport's clock: all that they can be, where an hour is told twice; none when an airport
   * or a time is not known.
   */
  readonly elapsed: Elapsed;
}

export type Elapsed = (origin: string, departure: string, destination: string, arrival: string) => readonly number[];

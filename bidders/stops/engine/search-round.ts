/**
 * One round of a search: what it found with one number of stops, and the least cost of later
 * rounds. Itineraries of one slice, trips and tickets come in the same form, and each round becomes
 * one batch of offers (kit/offer-batch.ts), whose floor is the round's.
 */
export interface SearchRound<Found> {
  /** The most stops in one slice of what was found: none has more in any. */
  readonly stops: number;
  /** What was found, in the order of its list. */
  readonly found: readonly Found[];
  /**
   * A promise in minor units of the search's currency: nothing that a later round finds costs less
   * by the columns of its offer (BATCH-2). Infinite when nothing follows.
   */
  readonly floor: number;
}

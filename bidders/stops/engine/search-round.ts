/**
 * One round of a search: what it found with so many stops, and what later rounds cost at least.
 * Itineraries of one slice, trips and tickets come in the same form, and each round becomes one
 * batch of offers (kit/offer-batch.ts), whose floor is the round's.
 */
export interface SearchRound<Found> {
  /** The most stops in one slice of what was found: none has more in any. */
  readonly stops: number;
  /** In the order of the list that it is from. */
  readonly found: readonly Found[];
  /**
   * In minor units of the search's currency: nothing that a later round finds costs less by the
   * columns of its offer (BATCH-2). Infinite where nothing follows.
   */
  readonly floor: number;
}

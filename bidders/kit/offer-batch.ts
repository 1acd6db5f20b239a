import type { BidNote } from "../../proto/messages.ts";

/**
 * A batch of offers on its way from the search that finds them to the bid that carries them. Every
 * step of that way hands on this one type; only the form of `offers` changes:
 *
 *   found in the searching thread    FlightOffer[]   stops/offer-search.ts
 *   sent to the thread that bids     OfferColumns    kit/offer-columns.ts
 *   sent in a bid that is not final  Row[]           kit/bid-builder.ts
 *
 * docs/decisions/offer-batch.md says why.
 *
 * BATCH-1 A search that ends without a failure yields exactly one final batch, as its last.
 * BATCH-2 No offer of a later batch costs less than a batch's floor. Floors never fall.
 */
export interface OfferBatch<Offers> {
  readonly offers: Offers;
  /** Minor units of the search's currency, see SearchContext.sendBatch; null promises nothing. */
  readonly floor: number | null;
  /** Of a calendar, see SearchContext.sendBatch; absent: nothing is promised by cell. */
  readonly cellFloors?: readonly number[];
  /** No batch follows. */
  readonly final: boolean;
  /** What the caller should know, see SearchContext.note. */
  readonly notes: readonly string[];
  /** What was left out by rule, see SearchContext.leftOut; absent where it is not asked for. */
  readonly leftOut?: readonly BidNote[];
}

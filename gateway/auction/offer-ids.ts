/**
 * The public ids of offers: what names one seller's offer of a result, for as long as the ledger
 * keeps it.
 *
 * OFFERID-1 An id consists of random characters alone: 16 that all offers of a search have in
 *    common, which are not the id of the search or of its auction, and 8 of the offer's own. So
 *    nobody can guess one, no bidder knows one, and who knows one offer's id knows neither the
 *    search's id nor another offer's.
 * OFFERID-2 An offer keeps its id in all events of its search and in the result, while its bids are
 *    ranked again.
 */
import { LIMITS } from "../../proto/limits.ts";

/** Where the ids of one search's offers come from. */
export interface OfferIds {
  /** The first part, of 16 characters. */
  readonly common: string;
  /** Returns another second part, of 8 characters, each time. */
  own(): string;
}

const COMMON_LENGTH = 16;
const OFFER_ID = new RegExp(`^[A-Za-z0-9_-]{${LIMITS.offerIdLength}}$`);

export function offerIdOf(common: string, own: string): string {
  return common + own;
}

/** The parts of an id; undefined for a text that cannot be one. */
export function partsOfOfferId(
  offerId: string,
): { readonly common: string; readonly own: string } | undefined {
  if (!OFFER_ID.test(offerId)) return undefined;
  return { common: offerId.slice(0, COMMON_LENGTH), own: offerId.slice(COMMON_LENGTH) };
}

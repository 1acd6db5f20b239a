/**
 * The public ids of offers: what names one seller's offer of a result, for as long as the ledger
 * keeps it.
 *
 * OFFERID-1 An id consists of random characters alone: 16 that all offers of a search have in
 *    common, which are not the id of the search or of its auction (where gateways share, a hash of
 *    the former: SHAREDKEY-1), and 8 of the offer's own. So
 *    no one can guess one, no bidder knows one, and who knows one offer's id knows neither the
 *    search's id nor another offer's.
 *    An offer that the result does not show has a derived one in place of its own random part
 *    (OFFERID-3).
 * OFFERID-2 An offer keeps its id in all events of its search and in the result, while its bids are
 *    ranked again.
 * OFFERID-3 On a page of a kept auction an offer that the result shows has the id that it has
 *    there. Any other has an own part that follows from its place among the bids, by a hash that
 *    is keyed with the id of the search: it is the same on every page, finds the same offer, and
 *    tells those who do not know the search's id nothing of another one.
 */
import { keyedDigest } from "../../common/text/digest.ts";
import { LIMITS } from "../../proto/limits.ts";

/** Where the ids of one search's offers come from. */
export interface OfferIds {
  /** The first part, of 16 characters. */
  readonly common: string;
  /** Returns another second part, of 8 characters, each time. */
  own(): string;
}

const COMMON_LENGTH = 16;
/** 48 bits. */
const OWN_LENGTH = 8;
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

/** Where an offer stands among the bids that were ranked. */
export interface RowPlace {
  /** The index of its sheet. */
  readonly sheet: number;
  readonly row: number;
}

/**
 * A digest has 43 characters of base64url, enough for so many offers: it takes 2 µs, and an auction
 * has thousands.
 */
const IDS_A_DIGEST = 5;

/**
 * OFFERID-3: the second parts of ids, derived.
 *
 * @param secret of this auction, known to no bidder, and to no one who knows only ids of its offers
 */
export function derivedOwnIds(secret: string): (place: RowPlace) => string {
  let known = "";
  let digest = "";
  return ({ sheet, row }) => {
    const group = `${sheet}.${Math.floor(row / IDS_A_DIGEST)}`;
    if (group !== known) {
      digest = keyedDigest(secret, group).toString("base64url");
      known = group;
    }
    const from = (row % IDS_A_DIGEST) * OWN_LENGTH;
    return digest.slice(from, from + OWN_LENGTH);
  };
}

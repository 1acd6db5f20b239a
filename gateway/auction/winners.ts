/**
 * Makes what is shown of one itinerary of its candidates: each candidate is opened and checked, and
 * the valid ones are listed as its sellers.
 */

import { isMixed } from "../../common/offers/cabins.ts";
import { type BrokenLimit, brokenLimit, hasLimits } from "../../common/offers/search-limits.ts";
import { connectionCount, itineraryKey, travelMinutes } from "../../proto/itinerary.ts";
import type {
  FlightOffer,
  FlightSearch,
  Itinerary,
  OfferSlice,
  Rates,
  SellerOffer,
} from "../../proto/messages.ts";
import type { Candidate } from "./candidates.ts";
import { faresIn } from "./fares.ts";
import { instantText } from "./instant.ts";
import { faresWithMarkUp, type MarkUp } from "./mark-up.ts";
import type { OfferFaults } from "./offer-faults.ts";
import { type OfferIds, offerIdOf } from "./offer-ids.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { otherCabins, withCabins } from "./shown-cabins.ts";
import { tripAirports } from "./trip-airports.ts";
import { checkOffer, expiryFault } from "./verify.ts";

/** A6: sellers that are listed under one itinerary, the cheapest. */
export const SELLERS_MAX = 30;

/** One seller of an itinerary in the result. */
export interface Winner {
  readonly bidder: string;
  readonly cost: number;
  /** RANK-4: the part of the cost for what is inconvenient. */
  readonly inconvenienceCost: number;
  /** Minor units of the search's currency. */
  readonly price: number;
  readonly staleAgeMs: number | undefined;
  readonly offer: FlightOffer;
  /** Its own part of the offer's id; undefined where offers get none. */
  readonly ownId: string | undefined;
}

export interface Opened extends Winner {
  readonly candidate: Candidate;
}

export interface OpenedCandidates {
  readonly valid: readonly Opened[];
  /**
   * No candidate had a fault, broke a limit, or was left out for its bidder's faults. Then opening
   * them again gives the same, until one expires.
   */
  readonly repeatable: boolean;
}

/** Shared, and never added to. */
const NONE: Opened[] = [];

/**
 * Opens the candidates of one itinerary, best first: all are shown, except for a second price of
 * the same seller from the same bidder, and whole beside mixed.
 */
export function openAll(
  candidates: readonly Candidate[],
  rules: RankingRules,
  faults: OfferFaults,
): OpenedCandidates {
  let valid: Opened[] = NONE;
  const isLimited = hasLimits(rules.search);
  const { opening } = rules;
  let repeatable = true;
  for (let i = 0; i < candidates.length && valid.length < SELLERS_MAX; i++) {
    const candidate = candidates[i] as Candidate;
    const { bidder, staleAgeMs } = candidate;
    if (isListed(candidate, valid)) continue;
    if (faults.areTooMany(bidder)) {
      repeatable = false;
      continue;
    }
    candidate.checked ??=
      opening === undefined
        ? checkOffer(candidate.sheet, candidate.row, rules, bidder)
        : opening.check(candidate.sheet, candidate.row, rules, bidder);
    const offer = candidate.checked;
    const fault = typeof offer === "string" ? offer : expiryFault(offer, rules);
    if (fault !== undefined) {
      repeatable = false;
      if (staleAgeMs === undefined) faults.mismatch(bidder, fault);
      continue;
    }
    const { cost, inconvenienceCost, convertedPrice: price } = candidate;
    const limit = isLimited ? limitOf(offer as FlightOffer, price, rules) : undefined;
    if (limit !== undefined) {
      repeatable = false;
      if (staleAgeMs === undefined) faults.leftOut(bidder, limit);
      continue;
    }
    if (rules.offerIds !== undefined) candidate.ownId ??= rules.offerIds.own();
    const opened: Opened = {
      candidate,
      bidder,
      cost,
      inconvenienceCost,
      price,
      staleAgeMs,
      offer: offer as FlightOffer,
      ownId: candidate.ownId,
    };
    // Most have one: a list that is made with it has room for one, not for seventeen.
    if (valid === NONE) valid = [opened];
    else valid.push(opened);
  }
  return { valid, repeatable };
}

/** The limit of the search that a checked offer breaks. */
export function limitOf(
  offer: FlightOffer,
  convertedPrice: number,
  { search, opening }: Pick<RankingRules, "search" | "opening">,
): BrokenLimit | undefined {
  return opening === undefined
    ? brokenLimit(offer, convertedPrice, search)
    : opening.brokenLimit(offer, convertedPrice, search);
}

/**
 * Whether a better offer of its seller is listed, from the same bidder. A mixed one is not better
 * than a whole one: that is listed too.
 */
function isListed(one: Candidate, valid: readonly Opened[]): boolean {
  for (let i = 0; i < valid.length; i++) {
    const { candidate } = valid[i] as Opened;
    const isSame = candidate.seller === one.seller && candidate.bidder === one.bidder;
    if (isSame && (one.isMixed || !candidate.isMixed)) return true;
  }
  return false;
}

/** What is needed to show offers: of a search, or of what is kept of it. */
export interface ShownTerms {
  readonly search: Pick<FlightSearch, "currency" | "cabin" | "slices">;
  readonly rates: Rates;
  readonly offerIds?: Pick<OfferIds, "common"> | undefined;
  readonly markUp?: MarkUp | undefined;
}

/**
 * The itinerary as it is shown. `winners`: its sellers, the best first. Their offers were checked,
 * so they agree with their columns. The slices of the first are shown, with every cabin named.
 *
 * @param key the itinerary's, where it is known
 */
export function mergeWinners(
  winners: readonly Winner[],
  terms: ShownTerms,
  key?: string,
): Itinerary {
  const { search } = terms;
  const { currency } = search;
  const { cost, inconvenienceCost, price, offer } = winners[0] as Winner;
  const { slices } = offer;
  const sellers: SellerOffer[] = [];
  let similar = 0;
  let areCheapestFirst = true;
  for (let i = 0; i < winners.length; i++) {
    const winner = winners[i] as Winner;
    if (winner.offer.similar > similar) similar = winner.offer.similar;
    if (i > 0 && winner.price < (winners[i - 1] as Winner).price) areCheapestFirst = false;
    sellers.push(sellerOf(winner, slices, terms));
  }
  // They are in the order of their costs, which is nearly always the same.
  if (!areCheapestFirst) sellers.sort((a, b) => a.price.amount - b.price.amount);
  const itinerary = {
    key: key ?? itineraryKey(slices),
    cost,
    price: { amount: price, currency },
    durationMinutes: travelMinutes(slices),
    stops: connectionCount(slices),
    slices: withCabins(slices, search.cabin),
    similar,
    sellers,
  };
  const airports = tripAirports(slices, search);
  if (airports !== undefined)
    return {
      ...itinerary,
      ...(inconvenienceCost === 0 ? {} : { inconvenienceCost }),
      ...airports,
    };
  return inconvenienceCost === 0 ? itinerary : { ...itinerary, inconvenienceCost };
}

function sellerOf(
  { bidder, price, staleAgeMs, offer, ownId }: Winner,
  shown: readonly OfferSlice[],
  { search: { currency, cabin }, rates, offerIds, markUp }: ShownTerms,
): SellerOffer {
  const withoutId = {
    bidder,
    seller: offer.seller,
    price: { amount: price, currency },
    originalPrice: offer.price,
    expiresAt: instantText(offer.expiresAtMs),
    modelled: offer.modelled,
    stale: staleAgeMs !== undefined,
    // An offer with fares that cannot be converted is a mismatch (verify.ts).
    fares: faresWithMarkUp(
      faresIn(currency, offer.fares, rates) ?? [],
      markUp,
      bidder,
      offer.seller,
    ),
  };
  const seller =
    offerIds === undefined || ownId === undefined
      ? withoutId
      : { ...withoutId, offerId: offerIdOf(offerIds.common, ownId) };
  const mixed = isMixed(offer.slices, cabin);
  const cabins = otherCabins(offer.slices, shown, cabin);
  const isUsual = staleAgeMs === undefined && offer.selfTransfers.length === 0;
  if (isUsual && !mixed && cabins === undefined) return seller;
  return {
    ...seller,
    ...(staleAgeMs === undefined ? {} : { staleAgeMs }),
    ...(offer.selfTransfers.length === 0
      ? {}
      : { selfTransfers: [...new Set(offer.selfTransfers)] }),
    ...(mixed ? { mixedCabins: true } : {}),
    ...(cabins === undefined ? {} : { cabins }),
  };
}

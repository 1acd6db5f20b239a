/**
 * From the candidates of one itinerary to what is shown of it: each candidate is opened and
 * checked, and the valid ones are listed as its sellers.
 */
import { connections, itineraryKey, travelMinutes } from "../../proto/itinerary.ts";
import type { FlightOffer, Itinerary, SellerOffer } from "../../proto/messages.ts";
import type { Candidate } from "./candidates.ts";
import { faresIn } from "./fares.ts";
import type { OfferFaults } from "./offer-faults.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { checkOffer, expiryFault } from "./verify.ts";

/** A6: sellers that are listed under one itinerary, the cheapest. */
const SELLERS_MAX = 30;

export interface Opened {
  readonly candidate: Candidate;
  readonly offer: FlightOffer;
}

export interface OpenedCandidates {
  readonly valid: readonly Opened[];
  /**
   * No candidate had a fault, and none was left out for its bidder's mismatches. Then opening them
   * again gives the same, until one expires.
   */
  readonly repeatable: boolean;
}

/**
 * Opens the candidates of one itinerary, best first: all are shown, but for a second price of the
 * same seller from the same bidder.
 */
export function openAll(
  candidates: readonly Candidate[],
  rules: RankingRules,
  faults: OfferFaults,
): OpenedCandidates {
  const valid: Opened[] = [];
  const seen = new Set<string>();
  let repeatable = true;
  for (const candidate of candidates) {
    if (valid.length >= SELLERS_MAX) break;
    if (seen.has(candidate.bidderAndSeller)) continue;
    if (faults.hasTooManyMismatches(candidate.bidder)) {
      repeatable = false;
      continue;
    }
    candidate.checked ??= checkOffer(candidate.sheet, candidate.row, rules, candidate.bidder);
    const offer = candidate.checked;
    const fault = typeof offer === "string" ? offer : expiryFault(offer, rules);
    if (fault !== undefined) {
      repeatable = false;
      if (candidate.staleAgeMs === undefined) faults.mismatch(candidate.bidder, fault);
      continue;
    }
    seen.add(candidate.bidderAndSeller);
    valid.push({ candidate, offer: offer as FlightOffer });
  }
  return { valid, repeatable };
}

/** One seller of an itinerary in the result. */
export interface Winner {
  readonly bidder: string;
  readonly cost: number;
  /** Minor units of the search's currency. */
  readonly price: number;
  readonly staleAgeMs: number | undefined;
  readonly offer: FlightOffer;
}

export function winnersOf(valid: readonly Opened[]): Winner[] {
  return valid.map(({ candidate: { bidder, cost, price, staleAgeMs }, offer }) => ({
    bidder,
    cost,
    price,
    staleAgeMs,
    offer,
  }));
}

/**
 * The itinerary as it is shown. `winners`: its sellers, the best first. Their offers were checked,
 * so they agree with their columns.
 */
export function merge(
  winners: readonly Winner[],
  currency: string,
  rates: RankingRules["rates"],
): Itinerary {
  const best = winners[0] as Winner;
  const { slices } = best.offer;
  return {
    key: itineraryKey(slices),
    cost: best.cost,
    price: { amount: best.price, currency },
    durationMinutes: travelMinutes(slices),
    stops: connections(slices),
    slices,
    similar: Math.max(...winners.map(({ offer }) => offer.similar)),
    sellers: winners
      .map(
        ({ bidder, price, staleAgeMs, offer }): SellerOffer => ({
          bidder,
          seller: offer.seller,
          price: { amount: price, currency },
          originalPrice: offer.price,
          expiresAt: new Date(offer.expiresAtMs).toISOString(),
          modelled: offer.modelled,
          ...(staleAgeMs === undefined ? { stale: false } : { stale: true, staleAgeMs }),
          // An offer with fares that cannot be converted is a mismatch (verify.ts).
          fares: faresIn(currency, offer.fares, rates) ?? [],
          ...(offer.selfTransfers.length === 0
            ? {}
            : { selfTransfers: [...new Set(offer.selfTransfers)] }),
        }),
      )
      .sort((a, b) => a.price.amount - b.price.amount),
  };
}

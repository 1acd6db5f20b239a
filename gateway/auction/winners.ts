/**
 * From the best rivals of an itinerary to what is shown of it: each is opened and checked, and the
 * honest ones are listed.
 */
import { connections, itineraryKey, travelMinutes } from "../../proto/itinerary.ts";
import type { FlightOffer, Itinerary, SellerOffer } from "../../proto/messages.ts";
import type { Candidate } from "./candidates.ts";
import { faresIn } from "./fares.ts";
import type { Faults } from "./offer-faults.ts";
import type { RankingRules } from "./ranking-rules.ts";
import { checkOffer, expiryFault } from "./verify.ts";

/** A6: sellers that are listed under one itinerary, the cheapest. */
const SELLERS_MAX = 30;

export interface Opened {
  readonly candidate: Candidate;
  readonly offer: FlightOffer;
}

export interface OpenedRivals {
  readonly honest: readonly Opened[];
  /**
   * No rival was found at fault or passed over for its bidder's lies: while time passes and none
   * expires, opening them again gives the same.
   */
  readonly clean: boolean;
}

/**
 * Opens every rival of one itinerary, best first, since every one would be shown. One bidder's
 * second price from the same seller is not.
 */
export function openAll(
  rivals: readonly Candidate[],
  rules: RankingRules,
  faults: Faults,
): OpenedRivals {
  const honest: Opened[] = [];
  const seen = new Set<string>();
  let clean = true;
  for (const candidate of rivals) {
    if (honest.length >= SELLERS_MAX) break;
    if (seen.has(candidate.name)) continue;
    if (faults.isLiar(candidate.bidder)) {
      clean = false;
      continue;
    }
    candidate.checked ??= checkOffer(candidate.sheet, candidate.row, rules, candidate.bidder);
    const offer = candidate.checked;
    const fault = typeof offer === "string" ? offer : expiryFault(offer, rules);
    if (fault !== undefined) {
      clean = false;
      if (candidate.staleAgeMs === undefined) faults.lie(candidate.bidder, fault);
      continue;
    }
    seen.add(candidate.name);
    honest.push({ candidate, offer: offer as FlightOffer });
  }
  return { honest, clean };
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

export function winnersOf(honest: readonly Opened[]): Winner[] {
  return honest.map(({ candidate: { bidder, cost, price, staleAgeMs }, offer }) => ({
    bidder,
    cost,
    price,
    staleAgeMs,
    offer,
  }));
}

/**
 * The itinerary as it is shown. `winners`: its sellers, the best first; their offers were checked,
 * so they say what their columns said.
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
          // An offer with fares that cannot be converted was found at fault (verify.ts).
          fares: faresIn(currency, offer.fares, rates) ?? [],
          ...(offer.selfTransfers.length === 0
            ? {}
            : { selfTransfers: [...new Set(offer.selfTransfers)] }),
        }),
      )
      .sort((a, b) => a.price.amount - b.price.amount),
  };
}

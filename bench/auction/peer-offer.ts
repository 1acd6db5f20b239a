/**
 * Offers as the peers send them, and the merge that they share: the simplest one that gives the
 * right answer.
 */
import { itineraryKey } from "../../proto/itinerary.ts";
import type { FlightOffer } from "../../proto/messages.ts";
import type { SideAnswer } from "./answer.ts";
import { peerCost, type WorkSearch } from "./work.ts";

interface PeerOffer {
  readonly key: string;
  readonly seller: string;
  readonly price: number;
  readonly currency: string;
  readonly expiresAt: number;
  readonly minutes: number;
  readonly segments: readonly PeerSegment[];
}

export interface PeerSegment {
  readonly flight: string;
  readonly from: string;
  readonly to: string;
  readonly departure: string;
  readonly arrival: string;
  readonly minutes: number;
  readonly aircraft: string;
}

export interface PeerBid {
  readonly bidder: string;
  readonly offers: readonly PeerOffer[];
}

/** What a peer asks its bidders. */
export interface PeerCall {
  readonly origin: string;
  readonly destination: string;
  readonly departureDate: string;
  readonly adults: number;
  readonly cabin: string;
  readonly currency: string;
  readonly maxResults: number;
}

export interface PeerItinerary {
  readonly key: string;
  cost: number;
  price: Price;
  readonly minutes: number;
  readonly stops: number;
  readonly segments: readonly PeerSegment[];
  readonly sellers: PeerSeller[];
}

interface PeerSeller {
  readonly bidder: string;
  readonly seller: string;
  readonly price: Price;
  readonly expiresAt: number;
}

interface Price {
  readonly amount: number;
  readonly currency: string;
}

export interface PeerAnswer extends SideAnswer {
  readonly itineraries: readonly PeerItinerary[];
}

export function callOf({ slices: [slice], maxResults }: WorkSearch): PeerCall {
  return { ...slice, adults: 1, cabin: "economy", currency: "USD", maxResults };
}

export function peerOffers(offers: readonly FlightOffer[]): PeerOffer[] {
  return offers.map(({ seller, price, expiresAtMs, slices }) => ({
    key: itineraryKey(slices),
    seller,
    price: price.amount,
    currency: price.currency,
    expiresAt: expiresAtMs,
    minutes: slices[0]?.durationMinutes ?? 0,
    segments: (slices[0]?.segments ?? []).map((segment) => ({
      flight: segment.flightNumber,
      from: segment.origin,
      to: segment.destination,
      departure: segment.departure,
      arrival: segment.arrival,
      minutes: segment.durationMinutes,
      aircraft: segment.aircraft,
    })),
  }));
}

/** The best itineraries of the bids of `asked` bidders. */
export function mergeBids(bids: readonly PeerBid[], asked: number, maxResults: number): PeerAnswer {
  const byKey = new Map<string, PeerItinerary>();
  for (const { bidder, offers } of bids) {
    for (const { key, seller, price, currency, expiresAt, minutes, segments } of offers) {
      const stops = segments.length - 1;
      const cost = peerCost(price, minutes, stops);
      const sold = { bidder, seller, price: { amount: price, currency }, expiresAt };
      const known = byKey.get(key);
      if (known === undefined) {
        const { price } = sold;
        byKey.set(key, { key, cost, price, minutes, stops, segments, sellers: [sold] });
      } else {
        known.sellers.push(sold);
        if (cost < known.cost) {
          known.cost = cost;
          known.price = sold.price;
        }
      }
    }
  }
  const itineraries = [...byKey.values()].sort((a, b) => a.cost - b.cost).slice(0, maxResults);
  for (const { sellers } of itineraries)
    if (sellers.length > 1) sellers.sort((a, b) => a.price.amount - b.price.amount);
  return { partial: bids.length < asked, itineraries };
}

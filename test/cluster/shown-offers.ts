/** What is wrong with the offers that a result shows: one was not bid, or had expired. */
import type { SearchResult } from "../../proto/messages.ts";
import type { LostWithGateway } from "./lost-with-gateway.ts";
import { type AuctionLine, type Books, offerKey, overlaps, type RequestRecord } from "./records.ts";
import type { Wire } from "./wire.ts";

/** A result at a door, with the line of its search; undefined where there is none. */
export interface ShownAtDoor {
  readonly request: RequestRecord;
  readonly result: SearchResult;
  readonly line: AuctionLine | undefined;
}

/**
 * An offer that no observer saw is excused only where an observer was cut off from its broker
 * while the search was under way, and the observers lack a bid of that instance in that auction.
 */
export function offersNotBid(
  { request, result, line }: ShownAtDoor,
  wire: Wire,
  { bids, cuts }: Books,
  lost: LostWithGateway,
): string[] {
  // Its line, which says which auction it was, is lost with the gateway.
  if (!line && lost.lineOf(request)) return [];
  const auctionId = line?.auctionId ?? "";
  const own = bids.get(auctionId);
  const span = { fromMs: request.sentAtMs, toMs: request.answeredAtMs };
  const isCut = cuts.some((cut) => overlaps(cut, span));
  const instanceOf = new Map(result.bidders.map(({ bidder, instance }) => [bidder, instance]));
  return shownIn(result).flatMap(({ key, bidder, stale }) => {
    const wasBid = stale ? [...bids.values()].some((auction) => auction.has(key)) : own?.has(key);
    if (wasBid) return [];
    const isWhole = wire.isWhole(auctionId, bidder, instanceOf.get(bidder) ?? null);
    return isCut && (stale || !isWhole) ? [] : [`${result.searchId}: ${key}`];
  });
}

export function offersExpired({ answeredAtMs }: RequestRecord, result: SearchResult): string[] {
  return shownIn(result).flatMap(({ key, expiresAt }) =>
    Date.parse(expiresAt) > answeredAtMs ? [] : [`${result.searchId}: ${key} until ${expiresAt}`],
  );
}

function shownIn({ itineraries }: SearchResult) {
  return itineraries.flatMap(({ key: itinerary, sellers }) =>
    sellers.map(({ bidder, seller, originalPrice: { amount, currency }, stale, expiresAt }) => ({
      key: offerKey({ bidder, seller, itinerary, amount, currency }),
      bidder,
      stale,
      expiresAt,
    })),
  );
}

/**
 * Whether each bid counts once in a result: a bidder has one report, an offer is listed once, and
 * the report counts the offers of the bids that were on the wire, each bid once. Of a hedged bidder
 * the bids of the instance that answered count, and no others.
 */
import type { BidderReport } from "../../proto/messages.ts";
import { type Books, overlaps, repeated, type Span } from "./records.ts";
import type { ShownAtDoor } from "./shown-offers.ts";
import type { Wire } from "./wire.ts";

export function bidsCountedOtherwise(
  { request, result, line }: ShownAtDoor,
  wire: Wire,
  books: Books,
): string[] {
  const { searchId, bidders, itineraries, endedBy } = result;
  const offers = itineraries.flatMap(({ key, sellers }) =>
    sellers.map(({ bidder, seller }) => `an offer of ${seller} by ${bidder} for ${key}`),
  );
  const twice = [
    ...repeated(bidders.map(({ bidder }) => `a report of ${bidder}`)),
    ...repeated(offers),
  ].map((what) => `${searchId}: ${what} twice`);
  if (!line) return twice;
  const span = { fromMs: request.sentAtMs, toMs: request.answeredAtMs };
  const isIn = (spans: readonly Span[]) => spans.some((one) => overlaps(one, span));
  const terms = {
    auctionId: line.auctionId,
    wire,
    isSettled: endedBy === "settled",
    isBroken: isIn(books.broken),
    isCut: isIn(books.cuts),
  };
  return [...twice, ...bidders.flatMap((one) => miscounted(one, terms))];
}

interface Terms {
  readonly auctionId: string;
  readonly wire: Wire;
  readonly isSettled: boolean;
  /** A broker may not have passed on to the gateway what observers saw. */
  readonly isBroken: boolean;
  /** An observer may have missed what the gateway has. */
  readonly isCut: boolean;
}

/**
 * More offers than were bid: a bid counts twice. Fewer, of a bidder that was heard to its end: one
 * does not count.
 */
function miscounted(
  { bidder, instance, outcome, offers }: BidderReport,
  { auctionId, wire, isSettled, isBroken, isCut }: Terms,
): string[] {
  // One that has not finished, as in an auction that is settled, has all its instances reported.
  const isFinished = outcome === "answered" && !isSettled;
  const which = isFinished ? instance : null;
  if (isCut && !wire.isWhole(auctionId, bidder, which)) return [];
  const bid = wire.offers(auctionId, bidder, which);
  const lacks = isFinished && !isBroken && offers < bid;
  return offers > bid || lacks
    ? [`${auctionId}: ${offers} offers of ${bidder} count, and ${bid} were bid`]
    : [];
}

/**
 * Whether the books of a run are right. It is checked afterwards, over what callers, gateways' logs
 * and the wire say about the same searches.
 *
 * - Every auction that bids were seen for has one line in a gateway's log, and no search has two.
 * - Every result at a door has the line of its search, with the same end.
 * - Every search that a gateway ended for a caller over HTTP came to that caller.
 * - Every offer that was shown had been bid in that auction, or, where it is marked stale, in an
 *   earlier one; and had not expired when it was shown.
 * - A result is marked partial exactly when a bidder that it waited for was not heard to its end.
 * - Of a kind that is revoked no bid reaches the wire, from when no gateway knows it any more.
 * - What a killed gateway has run, another one answers as the caller had it, and each one's offer.
 */
import type { Outcome, SearchResult } from "../../proto/messages.ts";
import { type LostWithGateway, lostWithGateway } from "./lost-with-gateway.ts";
import { type Books, type KeptRecord, offerKey, type RequestRecord } from "./records.ts";

/** Of a bidder that was heard to its end. */
const HEARD: ReadonlySet<Outcome> = new Set(["answered", "empty"]);

export type Faults = Record<
  | "auctionsWithoutLine"
  | "searchesWithTwoLines"
  | "resultsWithoutLine"
  | "resultsThatDiffer"
  | "resultsThatDidNotArrive"
  | "offersNotBid"
  | "offersExpired"
  | "wrongPartials"
  | "falseNoBidders"
  | "silentLosses"
  | "bidsOfRevoked"
  | "keptOtherwise",
  string[]
>;

/** What is wrong, in words; each list is empty where all is right. */
export function faultsIn(books: Books): Faults {
  const { requests, lines, bids } = books;
  const results = requests.flatMap((request) =>
    request.answer.kind === "result" ? [{ request, result: request.answer.result }] : [],
  );
  const lineOf = new Map(lines.map((line) => [line.searchId, line]));
  const known = new Set(lines.map(({ auctionId }) => auctionId));
  const arrived = new Set(results.map(({ result }) => result.searchId));
  const lost = lostWithGateway(books);
  const doors = results.map((one) => ({ ...one, line: lineOf.get(one.result.searchId) }));
  return {
    auctionsWithoutLine: [...bids.keys()].filter(
      (auction) => !known.has(auction) && !lost.auction(auction),
    ),
    searchesWithTwoLines: repeated(lines.map(({ searchId }) => searchId)),
    resultsWithoutLine: doors.flatMap(({ request, result, line }) =>
      line || lost.lineOf(request) ? [] : [result.searchId],
    ),
    resultsThatDiffer: doors.flatMap(({ result: { searchId, endedBy, partial }, line }) =>
      !line || (line.endedBy === endedBy && line.partial === partial)
        ? []
        : [`${searchId}: ${endedBy} at the door, ${line.endedBy} in the log`],
    ),
    resultsThatDidNotArrive: lines.flatMap((line) =>
      line.door === "http" && !arrived.has(line.searchId) && !lost.answerOf(line)
        ? [line.searchId]
        : [],
    ),
    offersNotBid: results.flatMap((one) => offersNotBid(one, books, lineOf, lost)),
    offersExpired: results.flatMap(({ request, result }) => offersExpired(request, result)),
    wrongPartials: results.flatMap(({ result }) => wrongPartial(result)),
    falseNoBidders: requests.flatMap(noBidders),
    silentLosses: requests.flatMap(({ answer, door, sentAtMs }) =>
      answer.kind === "silent" ? [`${door} at ${new Date(sentAtMs).toISOString()}`] : [],
    ),
    bidsOfRevoked: bidsOfRevoked(books),
    keptOtherwise: books.kept.flatMap(keptOtherwise),
  };
}

function repeated(ids: readonly string[]): string[] {
  const seen = new Set<string>();
  return ids.filter((id) => seen.has(id) || !seen.add(id));
}

interface Shown {
  readonly request: RequestRecord;
  readonly result: SearchResult;
}

function offersNotBid(
  { request, result }: Shown,
  { bids, killed }: Books,
  lineOf: ReadonlyMap<string, { readonly auctionId: string }>,
  lost: LostWithGateway,
): string[] {
  // What the observers of a killed broker had not yet received, a gateway may have.
  const { sentAtMs, answeredAtMs } = request;
  if (killed.some(({ fromMs, toMs }) => sentAtMs <= toMs && answeredAtMs >= fromMs)) return [];
  // Its line, which says which auction it was, is lost with the gateway.
  if (!lineOf.has(result.searchId) && lost.lineOf(request)) return [];
  const own = bids.get(lineOf.get(result.searchId)?.auctionId ?? "");
  return shownIn(result).flatMap(({ key, stale }) => {
    const wasBid = stale ? [...bids.values()].some((auction) => auction.has(key)) : own?.has(key);
    return wasBid ? [] : [`${result.searchId}: ${key}`];
  });
}

function shownIn({ itineraries }: SearchResult) {
  return itineraries.flatMap(({ key: itinerary, sellers }) =>
    sellers.map(({ bidder, seller, originalPrice: { amount, currency }, stale, expiresAt }) => ({
      key: offerKey({ bidder, seller, itinerary, amount, currency }),
      stale,
      expiresAt,
    })),
  );
}

function offersExpired({ answeredAtMs }: RequestRecord, result: SearchResult): string[] {
  return shownIn(result).flatMap(({ key, expiresAt }) =>
    Date.parse(expiresAt) > answeredAtMs ? [] : [`${result.searchId}: ${key} until ${expiresAt}`],
  );
}

function wrongPartial({ searchId, partial, bidders }: SearchResult): string[] {
  if (partial === bidders.some(({ outcome }) => !HEARD.has(outcome))) return [];
  const ends = bidders.map(({ bidder, outcome }) => `${bidder} ${outcome}`).join(", ");
  return [`${searchId}: partial is ${partial}, with ${ends || "no bidders"}`];
}

function noBidders({ answer, sentAtMs, door }: RequestRecord): string[] {
  const isOne = answer.kind === "result" && answer.result.endedBy === "no-bidders";
  return isOne ? [`${door} at ${new Date(sentAtMs).toISOString()}`] : [];
}

function bidsOfRevoked({ wire, revoked }: Books): string[] {
  return wire.flatMap(({ auctionId, kind, atMs }) =>
    revoked.some((span) => span.kind === kind && atMs >= span.fromMs && atMs <= span.toMs)
      ? [`${kind} in ${auctionId} at ${new Date(atMs).toISOString()}`]
      : [],
  );
}

function keptOtherwise({ result, status, view, offerStatus }: KeptRecord): string[] {
  const { searchId } = result;
  if (view === undefined) return [`${searchId}: ${status}`];
  const own = ({ endedBy, partial, itineraries }: SearchResult) =>
    JSON.stringify({ endedBy, partial, itineraries });
  if (own(view) !== own(result)) return [`${searchId}: ${own(view)} and not ${own(result)}`];
  return offerStatus === undefined || offerStatus === 200
    ? []
    : [`${searchId}: its offer is ${offerStatus}`];
}

export interface Counts {
  readonly sent: number;
  readonly full: number;
  readonly partial: number;
  /**
   * Of the full ones those that do not name every kind: the gateway did not wait for a kind that it
   * did not know, after its start or after a reconnect.
   */
  readonly narrow: number;
  /** By code. */
  readonly errors: Readonly<Record<string, number>>;
  readonly disconnected: number;
  /** The longest time in which no search was answered in full. */
  readonly withoutFullResultMsMax: number;
}

export function countsOf(requests: readonly RequestRecord[], kinds: readonly string[]): Counts {
  const errors: Record<string, number> = {};
  const counts = { full: 0, partial: 0, narrow: 0, disconnected: 0 };
  for (const { answer } of requests) {
    if (answer.kind === "error") errors[answer.code] = (errors[answer.code] ?? 0) + 1;
    else if (answer.kind === "disconnected") counts.disconnected++;
    else if (answer.kind === "result") {
      const { partial, bidders } = answer.result;
      counts[partial ? "partial" : "full"]++;
      if (!partial && bidders.length < kinds.length) counts.narrow++;
    }
  }
  return {
    sent: requests.length,
    ...counts,
    errors,
    withoutFullResultMsMax: longestGapMs(requests),
  };
}

function longestGapMs(requests: readonly RequestRecord[]): number {
  const full = requests.flatMap(({ answer, answeredAtMs }) =>
    answer.kind === "result" && !answer.result.partial ? [answeredAtMs] : [],
  );
  const times = [
    Math.min(...requests.map(({ sentAtMs }) => sentAtMs)),
    ...full.sort((a, b) => a - b),
    Math.max(...requests.map(({ answeredAtMs }) => answeredAtMs)),
  ];
  return times.reduce((longest, at, i) => Math.max(longest, at - (times[i - 1] ?? at)), 0);
}

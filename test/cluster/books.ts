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
 */
import type { Outcome, SearchResult } from "../../proto/messages.ts";
import { type Books, offerKey, type RequestRecord } from "./records.ts";

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
  | "silentLosses",
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
  const doors = results.map(({ result }) => ({ result, line: lineOf.get(result.searchId) }));
  return {
    auctionsWithoutLine: [...bids.keys()].filter((auction) => !known.has(auction)),
    searchesWithTwoLines: repeated(lines.map(({ searchId }) => searchId)),
    resultsWithoutLine: doors.flatMap(({ result, line }) => (line ? [] : [result.searchId])),
    resultsThatDiffer: doors.flatMap(({ result: { searchId, endedBy, partial }, line }) =>
      !line || (line.endedBy === endedBy && line.partial === partial)
        ? []
        : [`${searchId}: ${endedBy} at the door, ${line.endedBy} in the log`],
    ),
    resultsThatDidNotArrive: lines.flatMap(({ searchId, door }) =>
      door === "http" && !arrived.has(searchId) ? [searchId] : [],
    ),
    offersNotBid: results.flatMap((one) => offersNotBid(one, books, lineOf)),
    offersExpired: results.flatMap(({ request, result }) => offersExpired(request, result)),
    wrongPartials: results.flatMap(({ result }) => wrongPartial(result)),
    falseNoBidders: requests.flatMap(noBidders),
    silentLosses: requests.flatMap(({ answer, door, sentAtMs }) =>
      answer.kind === "silent" ? [`${door} at ${new Date(sentAtMs).toISOString()}`] : [],
    ),
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
): string[] {
  // What the observers of a killed broker had not yet received, a gateway may have.
  const { sentAtMs, answeredAtMs } = request;
  if (killed.some(({ fromMs, toMs }) => sentAtMs <= toMs && answeredAtMs >= fromMs)) return [];
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

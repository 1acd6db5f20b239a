/**
 * Whether the books of a run are right. It is checked afterwards, over what callers, gateways' logs
 * and the wire say about the same searches.
 *
 * - Every auction whose call or bids were seen has one line in a gateway's log, and no search has
 *   two. Every line with bidders that were heard is of an auction that was seen to open. At the end
 *   no gateway has an auction under way, or a search that waits.
 * - A caller over NATS whose client library says `no-result` had a broken broker or gateway
 *   meanwhile: otherwise the search is lost, though the library ends it with an error of its own.
 * - Every result at a door has the line of its search, with the same end.
 * - Every search that a gateway ended for a caller over HTTP came to that caller.
 * - Every offer that was shown had been bid in that auction, or, where it is marked stale, in an
 *   earlier one; and had not expired when it was shown.
 * - Each bid counts once: a bid is an auction, a kind, an instance and a sequence number.
 * - A result is marked partial exactly when a bidder that it waited for was not heard to its end.
 * - Of a kind that is revoked no bid reaches the wire, from when no gateway knows it any more.
 * - What a killed gateway has run, another one answers as the caller had it, and each one's offer.
 */
import type { Outcome, SearchResult } from "../../proto/messages.ts";
import { DEADLINE_MS } from "./callers.ts";
import { bidsCountedOtherwise } from "./counted-bids.ts";
import { LINE_MS_MAX, lostWithGateway } from "./lost-with-gateway.ts";
import type { AuctionLine, Books, KeptRecord, RequestRecord, Span } from "./records.ts";
import { overlaps, repeated } from "./records.ts";
import { offersExpired, offersNotBid } from "./shown-offers.ts";
import { wireOf } from "./wire.ts";

/** Of a bidder that was heard to its end. */
const HEARD: ReadonlySet<Outcome> = new Set(["answered", "empty"]);

export type Faults = Record<
  | "auctionsWithoutLine"
  | "auctionsNotOpened"
  | "leftOpen"
  | "searchesWithTwoLines"
  | "resultsWithoutLine"
  | "resultsThatDiffer"
  | "resultsThatDidNotArrive"
  | "bidsCountedOtherwise"
  | "offersNotBid"
  | "offersExpired"
  | "wrongPartials"
  | "falseNoBidders"
  | "silentLosses"
  | "lostOverNats"
  | "bidsOfRevoked"
  | "keptOtherwise",
  string[]
>;

/** What is wrong, in words; each list is empty where all is right. */
export function faultsIn(books: Books): Faults {
  const { requests, lines, bids, calls } = books;
  const wire = wireOf(books);
  const results = requests.flatMap((request) =>
    request.answer.kind === "result" ? [{ request, result: request.answer.result }] : [],
  );
  const lineOf = new Map(lines.map((line) => [line.searchId, line]));
  const known = new Set(lines.map(({ auctionId }) => auctionId));
  const opened = new Set([...calls.keys(), ...bids.keys()]);
  const arrived = new Set(results.map(({ result }) => result.searchId));
  const lost = lostWithGateway(books);
  const doors = results.map((one) => ({ ...one, line: lineOf.get(one.result.searchId) }));
  return {
    auctionsWithoutLine: [...opened].filter(
      (auction) => !known.has(auction) && !lost.auction(auction),
    ),
    auctionsNotOpened: lines.flatMap((line) => notOpened(line, opened, books)),
    leftOpen: books.leftOpen.map(({ gateway, metric, count }) => `${gateway}: ${metric} ${count}`),
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
    bidsCountedOtherwise: doors.flatMap((one) => bidsCountedOtherwise(one, wire, books)),
    offersNotBid: doors.flatMap((one) => offersNotBid(one, wire, books, lost)),
    offersExpired: results.flatMap(({ request, result }) => offersExpired(request, result)),
    wrongPartials: results.flatMap(({ result }) => wrongPartial(result)),
    falseNoBidders: requests.flatMap(noBidders),
    silentLosses: requests.flatMap(({ answer, door, sentAtMs }) =>
      answer.kind === "silent" ? [`${door} at ${new Date(sentAtMs).toISOString()}`] : [],
    ),
    lostOverNats: requests.flatMap((request) => lostOverNats(request, books)),
    bidsOfRevoked: bidsOfRevoked(books),
    keptOtherwise: books.kept.flatMap(keptOtherwise),
  };
}

/**
 * An auction that bidders were heard in, and that nobody saw open. What passed a broker while an
 * observer was cut off from it, the observer may have missed.
 */
function notOpened(
  { auctionId, searchId, endedBy, time, bidders }: AuctionLine,
  opened: ReadonlySet<string>,
  { cuts }: Books,
): string[] {
  const isHeard = Object.values(bidders).some((end) => HEARD.has(end.split(" ")[0] as Outcome));
  if (opened.has(auctionId) || !isHeard) return [];
  const span: Span = { fromMs: time - DEADLINE_MS - LINE_MS_MAX, toMs: time };
  return cuts.some((cut) => overlaps(cut, span)) ? [] : [`${searchId}: ended by ${endedBy}`];
}

/**
 * The library says `no-result` after the caller's whole patience. What a broker or a gateway takes
 * with it while it is broken, no other one can answer; at any other time nothing excuses it.
 * `no-gateway` is a refusal: no gateway has confirmed that it has the search.
 */
function lostOverNats({ answer, door, sentAtMs, answeredAtMs }: RequestRecord, { broken }: Books) {
  if (door !== "nats" || answer.kind !== "error" || answer.code !== "no-result") return [];
  const isExcused = broken.some((span) => overlaps(span, { fromMs: sentAtMs, toMs: answeredAtMs }));
  return isExcused ? [] : [`sent at ${new Date(sentAtMs).toISOString()}`];
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

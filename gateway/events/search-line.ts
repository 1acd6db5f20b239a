/**
 * The log line of a search.
 *
 * The fields are those of LINE-1, in the order of the bidders. pino puts a bidder whose name is a
 * number before the others, since JavaScript does so with the keys of an object.
 *
 * SEARCHLINE-1 A line names at most `BIDDERS_NAMED_MAX` bidders, however many there are.
 */
import { askedDays } from "../../common/offers/slice-days.ts";
import { ByText } from "../../common/runtime/counted-metrics.ts";
import type { BidderReport, FlightSearch, Outcome, SearchResult } from "../../proto/messages.ts";
import type { Transport } from "../transport.ts";
import { type FrequentLine, jsonNumber, jsonText } from "./frequent-line.ts";

/**
 * A6: the most bidders that a line names. With more bidders it has their numbers by outcome, and
 * names only those that did not answer.
 */
export const BIDDERS_NAMED_MAX = 32;

export interface SearchedEvent {
  readonly transport: Transport;
  readonly search: Pick<FlightSearch, "slices">;
  readonly result: Pick<
    SearchResult,
    "searchId" | "endedBy" | "partial" | "elapsedMs" | "itineraries" | "arm"
  > & { readonly bidders: readonly BidderEnd[] };
  /** The id on the wire. The line has both ids, to find the bidders' lines by it. */
  readonly auctionId: string;
  /** Undefined where there is no trace. */
  readonly traceId?: string | undefined;
  /** Undefined where callers have no keys. */
  readonly tenant?: string | undefined;
  /** Of its request (REQUESTID-2); undefined where it has none. */
  readonly requestId?: string | undefined;
}

type BidderEnd = Pick<BidderReport, "bidder" | "outcome" | "latencyMs">;

export function searchLine(): FrequentLine<SearchedEvent> {
  /** `,"nonstop":"answered`, by bidder and outcome. */
  const ends = new ByText(
    (bidder) => new ByText((outcome) => `,${JSON.stringify(bidder)}:"${outcome}`),
  );
  return {
    message: "search",
    sample: SAMPLE,

    fields({ transport, search, result, auctionId, traceId, tenant, requestId }) {
      const { searchId, endedBy, partial, elapsedMs, itineraries, bidders, arm } = result;
      return {
        searchId,
        auctionId,
        ...(traceId === undefined ? {} : { traceId }),
        ...(requestId === undefined ? {} : { requestId }),
        ...(tenant === undefined ? {} : { tenant }),
        door: transport,
        market: marketOf(search),
        ...(arm === undefined ? {} : { arm }),
        endedBy,
        partial,
        elapsedMs,
        itineraries: itineraries.length,
        ...(bidders.length > BIDDERS_NAMED_MAX ? { outcomes: countsOf(bidders) } : {}),
        bidders: Object.fromEntries(namedOf(bidders).map((one) => [one.bidder, endOf(one)])),
      };
    },

    text({ transport, search, result, auctionId, traceId, tenant, requestId }) {
      const { searchId, endedBy, partial, elapsedMs, itineraries, bidders, arm } = result;
      const ofArm = arm === undefined ? "" : `,"arm":${jsonText(arm)}`;
      const counts =
        bidders.length > BIDDERS_NAMED_MAX
          ? `,"outcomes":${JSON.stringify(countsOf(bidders))}`
          : "";
      const trace = traceId === undefined ? "" : `,"traceId":"${traceId}"`;
      const request = requestId === undefined ? "" : `,"requestId":"${requestId}"`;
      const its = tenant === undefined ? "" : `,"tenant":${jsonText(tenant)}`;
      let named = "";
      for (const { bidder, outcome, latencyMs } of namedOf(bidders)) {
        const end = ends.of(bidder).of(outcome);
        named += latencyMs === null ? `${end}"` : `${end} ${jsonNumber(latencyMs)} ms"`;
      }
      return `,"searchId":${jsonText(searchId)},"auctionId":${jsonText(auctionId)}${trace}${request}${its},"door":"${transport}","market":${jsonText(marketOf(search))}${ofArm},"endedBy":"${endedBy}","partial":${partial},"elapsedMs":${jsonNumber(elapsedMs)},"itineraries":${itineraries.length}${counts},"bidders":{${named.slice(1)}}`;
    },
  };
}

const SAMPLE: SearchedEvent = {
  transport: "nats",
  search: { slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-12-15" }] },
  result: {
    searchId: '"\\\n',
    endedBy: "quorum",
    partial: true,
    elapsedMs: 0.5,
    itineraries: [],
    bidders: [
      { bidder: "nonstop", outcome: "answered", latencyMs: 1.5 },
      { bidder: "stops", outcome: "silent", latencyMs: null },
    ],
    arm: "hasty",
  },
  auctionId: "a",
};

export function marketOf({ slices }: Pick<FlightSearch, "slices">): string {
  let text = "";
  for (const slice of slices)
    text += `${text === "" ? "" : ", "}${slice.origin}-${slice.destination} ${askedDays(slice)}`;
  return text;
}

function endOf({ outcome, latencyMs }: BidderEnd): string {
  return latencyMs === null ? outcome : `${outcome} ${latencyMs} ms`;
}

/** The bidders that a line names. */
function namedOf(bidders: readonly BidderEnd[]): readonly BidderEnd[] {
  if (bidders.length <= BIDDERS_NAMED_MAX) return bidders;
  const named: BidderEnd[] = [];
  for (const one of bidders) {
    if (one.outcome === "answered" || one.outcome === "empty") continue;
    if (named.length === BIDDERS_NAMED_MAX) break;
    named.push(one);
  }
  return named;
}

function countsOf(bidders: readonly BidderEnd[]): Partial<Record<Outcome, number>> {
  const counts: Partial<Record<Outcome, number>> = {};
  for (const { outcome } of bidders) counts[outcome] = (counts[outcome] ?? 0) + 1;
  return counts;
}

/**
 * What is known of an auction, folded from its events. Pure: no DOM and no clock.
 *
 * VIEW-1 What is shown is a function of the events: a search that is run again after a network
 *    error begins again with `opened`, and nothing of the first attempt stays.
 * VIEW-2 An auction that has ended, failed or was cancelled takes no more events but what its
 *    record says of it later.
 */
import type {
  BestPrice,
  BidderReport,
  Itinerary,
  ProgressStep,
  SearchResult,
} from "../../../../proto/messages.ts";
import type { Timeline } from "../../../http/timeline-schema.ts";
import type { RecordedResult } from "../api/lookups.ts";
import type { Fault } from "../api/refusal.ts";
import type { StreamEvent } from "../api/search-stream.ts";

/** Why there is no result. */
export interface AuctionFault {
  readonly text: string;
  /** Of the search's fields; empty where another attempt may help. */
  readonly faults: readonly Fault[];
}

export interface AuctionState {
  readonly phase: "idle" | "running" | "ended" | "failed" | "cancelled";
  /** Null until the gateway has opened the auction. */
  readonly searchId: string | null;
  readonly deadlineMs: number | null;
  /** Epoch milliseconds by the clock of the page: when the search was sent. */
  readonly startedAt: number | null;
  /** By name, in the order in which they are known; null: the auction waits for it. */
  readonly bidders: ReadonlyMap<string, BidderReport | null>;
  readonly itineraries: readonly Itinerary[];
  readonly result: SearchResult | null;
  /** What the gateway has recorded, with what came too late. */
  readonly record: RecordedResult | null;
  readonly fault: AuctionFault | null;
  /** The prices of what was shown, at each change. */
  readonly best: readonly BestPrice[];
  /** When the call was sent, since the search was accepted; null while that is not known. */
  readonly calledAtMs: number | null;
  readonly quorum: Timeline["quorum"];
  /** What each bidder has done so far, by name. */
  readonly steps: ReadonlyMap<string, BidderSteps>;
  /** What happened, and when; null until the auction has ended and it is read. */
  readonly timeline: Timeline | null;
}

type BidderSteps = Pick<Timeline["lanes"][number], "hedges" | "bids">;

export type AuctionEvent =
  | StreamEvent
  | { readonly type: "asked"; readonly atMs: number }
  | { readonly type: "recorded"; readonly record: RecordedResult }
  | { readonly type: "timeline"; readonly timeline: Timeline }
  | { readonly type: "failed"; readonly fault: AuctionFault }
  | { readonly type: "cancelled" };

export const IDLE: AuctionState = {
  phase: "idle",
  searchId: null,
  deadlineMs: null,
  startedAt: null,
  bidders: new Map(),
  itineraries: [],
  result: null,
  record: null,
  fault: null,
  best: [],
  calledAtMs: null,
  quorum: null,
  steps: new Map(),
  timeline: null,
};

/** The state after an event. `asked` begins a new auction, whatever was before. */
export function folded(state: AuctionState, event: AuctionEvent): AuctionState {
  if (event.type === "asked") return { ...IDLE, phase: "running", startedAt: event.atMs };
  if (event.type === "recorded") return { ...state, record: event.record };
  if (event.type === "timeline") return { ...state, timeline: event.timeline };
  if (state.phase !== "running") return state;
  switch (event.type) {
    case "opened": {
      const { phase, startedAt } = state;
      const { searchId, expected, deadlineMs } = event.opened;
      const bidders = new Map(expected.map((bidder) => [bidder, null]));
      return { ...IDLE, phase, startedAt, searchId, deadlineMs, bidders };
    }
    case "progress":
      return withStep(state, event.progress);
    case "bid":
      return { ...state, bidders: new Map(state.bidders).set(event.bid.bidder, event.bid) };
    case "snapshot": {
      const { itineraries } = event.snapshot;
      return { ...state, itineraries, best: withPrices(state, itineraries) };
    }
    case "result": {
      const { result } = event;
      const { searchId, deadlineMs, itineraries } = result;
      const bidders = new Map(result.bidders.map((report) => [report.bidder, report]));
      return { ...state, phase: "ended", searchId, deadlineMs, bidders, itineraries, result };
    }
    case "failed":
      return { ...state, phase: "failed", fault: event.fault };
    case "cancelled":
      return { ...state, phase: "cancelled" };
  }
}

/** A step says what is new. */
function withStep(state: AuctionState, step: ProgressStep): AuctionState {
  const { bidder, bid, hedge, best, calledAtMs = state.calledAtMs, quorum = state.quorum } = step;
  const next = {
    ...state,
    calledAtMs,
    quorum,
    best: best === undefined ? state.best : [...state.best, best],
  };
  if (bidder === undefined) return next;
  const { hedges, bids } = state.steps.get(bidder) ?? { hedges: [], bids: [] };
  const steps = new Map(state.steps).set(bidder, {
    hedges: hedge === undefined ? hedges : [...hedges, hedge],
    bids: bid === undefined ? bids : [...bids, bid],
  });
  return { ...next, steps };
}

/** A snapshot follows the bid that it comes from: its time is the last that is known. */
function withPrices(
  { best, bidders, calledAtMs }: AuctionState,
  itineraries: readonly Itinerary[],
): readonly BestPrice[] {
  // The steps of the auction say it themselves.
  if (calledAtMs !== null) return best;
  const [first, last] = [itineraries[0], itineraries.at(-1)];
  if (first === undefined || last === undefined) return best;
  const times = [...bidders.values()].map((report) => report?.latencyMs ?? 0);
  const atMs = Math.max(0, ...times);
  return [...best, { atMs, price: first.price, last: last.price, shown: itineraries.length }];
}

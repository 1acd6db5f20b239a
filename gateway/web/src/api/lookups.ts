/** What the page asks the gateway for, beside searches. */
import type { Money, SearchResult } from "../../../../proto/messages.ts";
import type { MarketAnswer } from "../../../http/market-schema.ts";
import type { Timeline } from "../../../http/timeline-schema.ts";
import { getJson } from "./get-json.ts";
import { PATHS } from "./paths.ts";

export interface Place {
  /** A country is no place to choose: no airport there has flights. */
  readonly type: "airport" | "city" | "country";
  readonly code: string;
  readonly name: string;
  readonly city: string;
  readonly country: string;
  /** Of a city: the codes of its airports, the busiest first. */
  readonly airports?: readonly string[];
  /** Only its country begins with the text. */
  readonly foundBy?: "country";
  /** It may be meant as well as the first place. */
  readonly alike?: true;
}

export interface CoverageAnswer {
  readonly timetables: readonly {
    readonly bidders: readonly string[];
    readonly summary: string;
    /** With the years that their flights are from; null: not known. */
    readonly carriers?: readonly {
      readonly firstYear: number | null;
      readonly lastYear: number | null;
    }[];
  }[];
  readonly detail: string | null;
}

/** A result of the last minutes, with what came too late. */
export type RecordedResult = SearchResult & {
  readonly late: readonly {
    readonly bidder: string;
    readonly latencyMs: number;
    readonly offers: number;
    readonly cheapest: Money | null;
  }[];
  readonly regret: Money | null;
};

/** Airports and cities for a search box. */
export function places(query: string, signal: AbortSignal): Promise<Place[]> {
  return getJson(`${PATHS.airports}?q=${encodeURIComponent(query)}&countries=true`, signal);
}

/** Nobody waits for the coverage, and the gateway asks all bidders for it. */
const COVERAGE_MS_MAX = 15_000;

/** What the bidders have to search in. */
export function coverage(signal: AbortSignal): Promise<CoverageAnswer> {
  return getJson(PATHS.coverage, signal, COVERAGE_MS_MAX);
}

/** How the bidders of this gateway did in the last minutes. */
export function market(signal: AbortSignal): Promise<MarketAnswer> {
  return getJson(PATHS.market, signal);
}

/** What happened in a recorded auction, and when. */
export function recordedTimeline(searchId: string, signal: AbortSignal): Promise<Timeline> {
  return getJson(timelinePath(searchId), signal);
}

/** Where that is read. */
export function timelinePath(searchId: string): string {
  return `${PATHS.searches}/${encodeURIComponent(searchId)}/timeline`;
}

export function recordedResult(searchId: string, signal: AbortSignal): Promise<RecordedResult> {
  return getJson(resultPath(searchId), signal);
}

/** Where that is read. */
export function resultPath(searchId: string): string {
  return `${PATHS.searches}/${encodeURIComponent(searchId)}`;
}

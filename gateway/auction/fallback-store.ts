/**
 * Fallback bids: what a required bidder last bid for the same search. They are shown with their age
 * when the bidder itself brings nothing. This file defines the port to the store, the key of a
 * search, and when bids may still be used; `gateway/fallback` has the stores.
 */
import { digestOf } from "../../common/text/digest.ts";
import type { FallbackRecord } from "../../proto/codec/index.ts";
import type { FlightSearch, SheetColumns } from "../../proto/messages.ts";
import { isPlainToSellers } from "../../proto/plain-search.ts";

export interface FallbackStore {
  /**
   * Saves the bids of an answer, unless newer ones are known. `key`: see `searchKey`. Best effort:
   * never throws, never waits.
   */
  save(bidder: string, key: string, bids: FallbackRecord<SheetColumns>): void;
  /**
   * Records that the bidder answered `empty`: its older bids are not a fallback any more. Never
   * throws, never waits.
   */
  saveEmpty(bidder: string, key: string): void;
  /**
   * The bids that may be used as a fallback; undefined when there are none, when they are too old,
   * or when they are not found within `withinMs` milliseconds. Never throws.
   */
  find(bidder: string, key: string, withinMs: number): Promise<FallbackRecord | undefined>;
  close(): Promise<void>;
}

/**
 * Gateways that share fallback bids have clocks of their own: bids from the future, by no more than
 * this, count as new.
 */
export const CLOCKS_APART_MS_MAX = 5_000;

/**
 * The bids, when they have rows and are not older than `ageMsMax`. The expiry of each offer is not
 * checked here: it is checked as for any offer, when winners are opened.
 */
export function usable(
  bids: FallbackRecord,
  nowMs: number,
  ageMsMax: number,
): FallbackRecord | undefined {
  const ageMs = nowMs - bids.takenAtMs;
  return ageMs <= ageMsMax &&
    ageMs >= -CLOCKS_APART_MS_MAX &&
    bids.sheets.some(({ rows }) => rows > 0)
    ? bids
    : undefined;
}

/** The age that is shown with the bids, in whole milliseconds. */
export function ageMsOf(bids: FallbackRecord, nowMs: number): number {
  return Math.max(0, Math.round(nowMs - bids.takenAtMs));
}

/**
 * Two searches have the same key exactly when a bidder would answer both alike: the same slices in
 * the same order, passengers, cabin, currency, sort, stops, self-transfers (`t`) and similar
 * itineraries (`s`), limits, ages, market and language (`l` and a digest of 11 characters). Policy,
 * number of results and who is asked concern the gateway only. The key is one token of a subject,
 * such as `LHRJFK20261215-JFKLHR20261222_2-1-0_economy_USD_best_2`; at most 144 characters, for a
 * search as the gateway accepts it.
 */
export function searchKey(search: FlightSearch): string {
  const { adults, children, infants } = search.passengers;
  let key = "";
  for (const { origin, destination, departureDate } of search.slices) {
    if (key !== "") key += "-";
    // YYYY-MM-DD without its hyphens: a replacement by pattern takes ten times as long.
    const month = departureDate.slice(5, 7);
    key += origin + destination + departureDate.slice(0, 4) + month + departureDate.slice(8);
  }
  const marks = `${search.selfTransfer ? "t" : ""}${search.similar ? "s" : ""}${limitsMark(search)}`;
  return `${key}_${adults}-${children}-${infants}_${search.cabin}_${search.currency}_${search.sort}_${search.maxStops}${marks}`;
}

/**
 * Stands for what few searches have. Two searches with the same digest and other limits are no
 * danger: the offers of a fallback keep the limits, or are left out.
 */
function limitsMark(search: FlightSearch): string {
  if (isPlainToSellers(search)) return "";
  const { limits, slices, passengers, market, locale, calendar } = search;
  const terms: unknown[] = [limits, slices, passengers.ages, market, locale];
  if (calendar !== undefined) terms.push("calendar");
  return `l${digestOf(JSON.stringify(terms, inOrder))}`;
}

/** Fields in one order, so that equal values have equal texts. */
function inOrder(_: string, value: unknown): unknown {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}

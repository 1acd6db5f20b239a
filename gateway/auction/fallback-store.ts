/**
 * Stand-ins: what a required bidder last bid for the same search, shown with its age when the
 * bidder itself brings nothing. Here is what is kept, under which name, and when it may still be
 * used; where it is kept is the business of `gateway/stand-ins`.
 */
import type { FlightSearch, Sheet } from "../../proto/messages.ts";

/**
 * A bidder's last good bids for one search. No sheets, or none with a row: it answered that it has
 * nothing.
 */
export interface Kept {
  /** Epoch milliseconds, the gateway's clock. */
  readonly takenAtMs: number;
  readonly sheets: readonly Sheet[];
}

export interface StandIns {
  /**
   * Keeps a good answer, if nothing newer is known. Best effort: never throws, never waits. `key`:
   * see `searchKey`.
   */
  remember(bidder: string, key: string, kept: Kept): void;
  /**
   * The bidder answered `empty`: nothing older of it may stand in any more. Never throws, never
   * waits.
   */
  forget(bidder: string, key: string): void;
  /**
   * What may stand in, within so many milliseconds; undefined when there is nothing, or it is too
   * old. Never throws.
   */
  recall(bidder: string, key: string, withinMs: number): Promise<Kept | undefined>;
  close(): Promise<void>;
}

/**
 * Gateways that share stand-ins have clocks of their own: what seems to come from the future, by no
 * more than this, is new.
 */
export const CLOCKS_APART_MS_MAX = 5_000;

/**
 * The kept bids, when they have rows and are not older than `maxAgeMs`. Each offer's own expiry is
 * not looked at here: it is checked as for any offer, when winners are opened.
 */
export function usable(kept: Kept, nowMs: number, maxAgeMs: number): Kept | undefined {
  const ageMs = nowMs - kept.takenAtMs;
  return ageMs <= maxAgeMs &&
    ageMs >= -CLOCKS_APART_MS_MAX &&
    kept.sheets.some(({ rows }) => rows > 0)
    ? kept
    : undefined;
}

/** The age to show beside what stands in, in whole milliseconds. */
export function ageMsOf(kept: Kept, nowMs: number): number {
  return Math.max(0, Math.round(nowMs - kept.takenAtMs));
}

/**
 * Two searches have one key exactly when a bidder would answer them alike: the same slices in the
 * same order, passengers, cabin, currency, sort, stops, self-transfers (`t`) and similar ones
 * (`s`). Policy and number of results are the gateway's own affair. One token of a subject:
 * `LHRJFK20261215-JFKLHR20261222_2-1-0_economy_USD_best_2`; at most 128 characters, for a search as
 * the gateway accepts it.
 */
export function searchKey(search: FlightSearch): string {
  const { adults, children, infants } = search.passengers;
  return [
    search.slices
      .map(
        ({ origin, destination, departureDate }) =>
          origin + destination + departureDate.replaceAll("-", ""),
      )
      .join("-"),
    [adults, children, infants].join("-"),
    search.cabin,
    search.currency,
    search.sort,
    `${search.maxStops}${search.selfTransfer ? "t" : ""}${search.similar ? "s" : ""}`,
  ].join("_");
}

/** Limits of asynchronous searches (ASYNC-3). */
import { LEDGER_LIMITS } from "../auction/ledger.ts";

export interface AsyncSearchLimits {
  /** Requests that wait for one search. */
  readonly waitersPerSearchMax: number;
  /** Requests that wait, of all searches together. */
  readonly waitersMax: number;
  /** Records of searches that have ended: how many, their bytes, how long. */
  readonly recordsMax: number;
  readonly recordBytesMax: number;
  readonly keepMs: number;
}

export const ASYNC_LIMITS: AsyncSearchLimits = {
  // One search belongs to one caller: some tabs, and connections whose loss is not noticed yet.
  waitersPerSearchMax: 16,
  // A quarter of the connections of a gateway, so that those who wait leave room for searches.
  waitersMax: 1_024,
  recordsMax: LEDGER_LIMITS.entriesMax,
  // A record of three bidders has 3 kB: all that the ledger has results for, and ten times more.
  recordBytesMax: 32 * 1024 * 1024,
  keepMs: LEDGER_LIMITS.keepMs,
};

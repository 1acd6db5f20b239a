/** Results as the ledger gets them, from bids that came over a wire: for this folder's tests. */
import { decodeBid, encodeBid } from "../../proto/codec.ts";
import type { BidderReport, FlightOffer, FlightSearch, SearchResult } from "../../proto/messages.ts";
import { flightSearch, sheetOf } from "../../test/harness/offers.ts";
import { elapsed } from "../search/elapsed.ts";
import type { Ended } from "./account.ts";
import { rank } from "./rank.ts";
import type { RankingRules } from "./ranking-rules.ts";

export const search: FlightSearch = flightSearch({ sort: "price" });
export const wallMs = Date.now();
export const rules: RankingRules = {
  search,
  objective: { valuePerHour: 0, penaltyPerStop: 0 },
  rates: {
    date: "2026-01-01",
    perUnit: new Map([
      ["USD", 1],
      ["GBP", 1.25],
    ]),
  },
  wallMs,
  elapsed,
  plausibility: {
    dollarsMin: 0,
    dollarsPer1000KmMin: 0,
    cabinFactor: { economy: 1, premium_economy: 1, business: 1, first: 1 },
    expiryMsMax: Number.MAX_SAFE_INTEGER,
    carriers: new Map(),
    kilometres: () => undefined,
  },
};

/** The ids of an auction: `s…` for callers, `a…` on the wire. */
export function endedWith(
  n: number | "",
  offers: readonly FlightOffer[],
  {
    bidders = [],
    its = rules,
    startedAt = 0,
    endedAt = 700,
  }: { bidders?: BidderReport[]; its?: RankingRules; startedAt?: number; endedAt?: number } = {},
): Ended {
  const bid = encodeBid({
    searchId: `a${n}`,
    sequence: 0,
    final: true,
    status: "offers",
    reason: null,
    sheet: sheetOf(offers),
    floor: null,
  });
  // As the client gives it: a view into a larger read of the socket.
  const read = new Uint8Array(Math.max(65_536, 2 * bid.length));
  read.set(bid, 1_000);
  const { sheet } = decodeBid(read.subarray(1_000, 1_000 + bid.length));
  const { itineraries, opened } = rank([{ bidder: "nonstop", sheets: [sheet] }], its);
  const result: SearchResult = {
    searchId: `s${n}`,
    endedBy: "deadline",
    partial: true,
    elapsedMs: 700,
    deadlineMs: 800,
    itineraries,
    bidders,
  };
  return { auctionId: `a${n}`, result, opened, rules: its, startedAt, endedAt };
}

/**
 * How an auction ends, what it misses and what it costs, by the number of bidders that it calls and
 * by the rule that stops it.
 */
import type { EndedBy, FlightSearch } from "../../proto/messages.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import { type SimulatedBid, SimulatedMarket } from "./access.ts";
import { BidPool } from "./bid-pool.ts";
import { BidderDraws, type BidderModel, MODEL } from "./model.ts";

export interface SimulateOptions {
  /** Called in one auction. */
  readonly bidders: readonly number[];
  readonly offersABid: number;
  /** The bids of all auctions of one row; a row has AUCTIONS_MIN auctions at least. */
  readonly bids: number;
  readonly deadlineMs: number;
  readonly seed: number;
  readonly model: BidderModel;
}

export const SIMULATE_DEFAULTS: SimulateOptions = {
  bidders: [1, 10, 100, 1_000, 10_000],
  offersABid: 10,
  bids: 300_000,
  deadlineMs: 800,
  seed: 1,
  model: MODEL,
};

const AUCTIONS_MIN = 30;
/** More are not needed for a 99th percentile. */
const AUCTIONS_MAX = 20_000;

/** The shares of the bidders that are waited for; null: all of them. */
const QUORUM_SHARES = [null, 0.95, 0.5] as const;

export interface SimulatedRow {
  readonly bidders: number;
  readonly quorumShare: number | null;
  readonly auctions: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** The share of auctions by how they ended. */
  readonly ends: ReadonlyMap<EndedBy, number>;
  /** The mean share of bidders whose bids are not in the result. */
  readonly missingShare: number;
  /**
   * By how much the best price shown is above the best that any bidder would have brought: the mean
   * share.
   */
  readonly meanRegret: number;
  /** Microseconds of processor time a bid, with what the model takes. */
  readonly cpuABidUs: number;
  readonly bytesABid: number;
}

/** @throws Error when the signal fires */
export async function simulate(
  options: SimulateOptions,
  signal: AbortSignal,
  report: (text: string) => void,
): Promise<SimulatedRow[]> {
  const rows: SimulatedRow[] = [];
  for (const bidders of options.bidders)
    for (const quorumShare of QUORUM_SHARES) {
      report(`${bidders} bidders, quorum ${quorumShare ?? "none"}`);
      rows.push(await simulateRow(bidders, quorumShare, options, signal));
    }
  return rows;
}

async function simulateRow(
  bidders: number,
  quorumShare: number | null,
  { offersABid, bids, deadlineMs, seed, model }: SimulateOptions,
  signal: AbortSignal,
): Promise<SimulatedRow> {
  const auctions = Math.min(AUCTIONS_MAX, Math.max(AUCTIONS_MIN, Math.round(bids / bidders)));
  const quorum = quorumShare === null ? null : Math.max(1, Math.ceil(quorumShare * bidders));
  const search = flightSearch({
    sort: "price",
    policy: { deadlineMs, quorum, required: [] },
  });
  const names = Array.from({ length: bidders }, (_, i) => `bidder-${i + 1}`);
  const market = new SimulatedMarket(names);
  const pool = new BidPool(search, offersABid);
  const draws = new BidderDraws(model, seed);
  const seen = new Seen();
  const before = process.cpuUsage();
  for (let i = 0; i < auctions; i++) {
    signal.throwIfAborted();
    await oneAuction({ market, names, pool, draws, search, seen });
  }
  const { user, system } = process.cpuUsage(before);
  return seen.row({ bidders, quorumShare, auctions, cpuUs: user + system });
}

interface AuctionParts {
  readonly market: SimulatedMarket;
  readonly names: readonly string[];
  readonly pool: BidPool;
  readonly draws: BidderDraws;
  readonly search: FlightSearch;
  readonly seen: Seen;
}

async function oneAuction({
  market,
  names,
  pool,
  draws,
  search,
  seen,
}: AuctionParts): Promise<void> {
  const sent: SimulatedBid[] = [];
  let leastPrice = Number.POSITIVE_INFINITY;
  for (const [i, bidder] of names.entries()) {
    const { atMs, priceFactor } = draws.next();
    if (atMs === Number.POSITIVE_INFINITY) continue;
    const bid = pool.bid(i, priceFactor);
    leastPrice = Math.min(leastPrice, bid.leastPrice);
    seen.bytes += bid.bytes.length;
    sent.push({ bidder, atMs, bytes: bid.bytes });
  }
  sent.sort((a, b) => a.atMs - b.atMs);
  const { elapsedMs, endedBy, bidders, itineraries } = await market.auction(search, sent);
  const shown = itineraries[0]?.sellers[0]?.price.amount;
  seen.bids += sent.length;
  seen.elapsedMs.push(elapsedMs);
  seen.ends.set(endedBy, (seen.ends.get(endedBy) ?? 0) + 1);
  seen.missing += bidders.filter(({ outcome }) => outcome !== "answered").length / names.length;
  // An auction that shows nothing has no best price to compare.
  if (shown !== undefined) seen.regrets.push(shown / leastPrice - 1);
}

/** What the auctions of one row had. */
class Seen {
  bids = 0;
  bytes = 0;
  missing = 0;
  readonly elapsedMs: number[] = [];
  readonly regrets: number[] = [];
  readonly ends = new Map<EndedBy, number>();

  row({
    bidders,
    quorumShare,
    auctions,
    cpuUs,
  }: Pick<SimulatedRow, "bidders" | "quorumShare" | "auctions"> & {
    readonly cpuUs: number;
  }): SimulatedRow {
    const sorted = this.elapsedMs.sort((a, b) => a - b);
    const quantile = (share: number) =>
      sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? Number.NaN;
    const { regrets } = this;
    return {
      bidders,
      quorumShare,
      auctions,
      p50Ms: quantile(0.5),
      p99Ms: quantile(0.99),
      ends: new Map([...this.ends].map(([end, count]) => [end, count / auctions])),
      missingShare: this.missing / auctions,
      meanRegret: regrets.reduce((sum, regret) => sum + regret, 0) / Math.max(1, regrets.length),
      cpuABidUs: cpuUs / Math.max(1, this.bids),
      bytesABid: this.bytes / Math.max(1, this.bids),
    };
  }
}

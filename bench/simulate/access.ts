/**
 * One auction of a gateway on a driven clock, and the only file of this folder that imports the
 * inside of a gateway: the rules alone, without a broker, sockets or time of their own.
 */
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween } from "../../common/places/distance.ts";
import type { FallbackStore } from "../../gateway/auction/fallback-store.ts";
import { LEDGER_LIMITS, Ledger } from "../../gateway/auction/ledger.ts";
import type { BidListener, Call, Ports, Scatter } from "../../gateway/auction/ports.ts";
import { run } from "../../gateway/auction/run.ts";
import { SimulatedClock } from "../../gateway/replay/simulated-clock.ts";
import type { FlightSearch, SearchResult } from "../../proto/messages.ts";

/** The id on the wire, of every auction: they run one after the other, each for itself. */
export const AUCTION_ID = "auction";

/** What a bidder's message is, and when it arrives after the call. */
export interface SimulatedBid {
  readonly bidder: string;
  readonly atMs: number;
  /** An encoded bid. */
  readonly bytes: Uint8Array;
}

/** Of gateways as they ship: AUCTION_GRACE and its bounds. */
const GRACE = { share: 0.25, msMin: 5, msMax: 100 };
const RATES = { date: "2026-01-01", perUnit: new Map([["USD", 1]]) };
const NO_HEDGES: ReadonlyMap<string, number> = new Map();

const NO_FALLBACK: FallbackStore = {
  save() {},
  saveEmpty() {},
  find: async () => undefined,
  close: async () => {},
};

/** Runs auctions among the same bidders. Nothing that one of them did changes the next. */
export class SimulatedMarket {
  readonly #expected: readonly string[];

  constructor(expected: readonly string[]) {
    this.#expected = expected;
  }

  /**
   * `bids` in the order of their times. Those that arrive after the end are not taken.
   *
   * @throws Error when the auction has not ended though its deadline has passed
   */
  async auction(search: FlightSearch, bids: readonly SimulatedBid[]): Promise<SearchResult> {
    const clock = new SimulatedClock();
    const wire = new SimulatedWire(this.#expected);
    const ports: Ports = {
      clock,
      scatter: wire,
      ledger: new Ledger(clock, {}, { ...LEDGER_LIMITS, entriesMax: 1 }),
      fallbackStore: NO_FALLBACK,
      afterwards: (work) => work(),
      fallbackAgeMsMax: 0,
    };
    const request = {
      searchId: "search",
      auctionId: AUCTION_ID,
      search,
      params: null,
      objective: { valuePerHour: 0, penaltyPerStop: 0 },
      rates: RATES,
      elapsed,
      kilometres: kilometresBetween,
      plausibility: null,
      grace: GRACE,
      arrivedAtMs: clock.now(),
      signal: null,
    };
    const result = run(request, ports);
    for (const { bidder, atMs, bytes } of bids) {
      await clock.moveTo(Math.min(atMs, search.policy.deadlineMs));
      if (wire.hasEnded) break;
      wire.listener?.bid(bidder, `${bidder}-1`, bytes);
      await clock.settle();
    }
    await clock.moveTo(search.policy.deadlineMs);
    if (!wire.hasEnded) throw new Error("the auction has not ended by its deadline");
    return result;
  }
}

/** The wire of one auction: who is expected, and whether the auction still collects. */
class SimulatedWire implements Scatter {
  readonly #expected: readonly string[];
  listener: BidListener | null = null;
  hasEnded = false;

  constructor(expected: readonly string[]) {
    this.#expected = expected;
  }

  reserve() {
    return {
      expected: this.#expected,
      skipped: [],
      required: [],
      absent: [],
      hedgeAfterMs: NO_HEDGES,
      observe() {},
      release() {},
    };
  }

  call(_request: unknown, _reservation: unknown, _budgetMs: number, listener: BidListener): Call {
    this.listener = listener;
    return {
      hedge: () => null,
      end: () => {
        this.hasEnded = true;
      },
      release() {},
      learn() {},
    };
  }
}

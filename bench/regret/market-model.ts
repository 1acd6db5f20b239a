/**
 * Recorded auctions of a market that is drawn from a seed, with the late bids of all bidders.
 *
 * Latencies and prices are those of test/fixtures/auction/latency-market.ts, which says what each
 * figure rests on: log-normal, and correlated, since who asks more systems is slower, and finds
 * cheaper offers. Here they become bids of several offers, some of them in two parts with a floor.
 * What this file adds are assumptions, and printed.
 */
import type { FlightSearch } from "../../proto/messages.ts";
import {
  LATENCY_CLASSES,
  LatencyMarket,
  type ModelAnswer,
} from "../../test/fixtures/auction/latency-market.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import type { RecordedAuction, RecordedEvent } from "./access.ts";
import { RegretBids } from "./regret-bids.ts";

export const MARKET = {
  /** Whose first bid is a part with a floor. The others send one bid. */
  sendFloors: ["stops", "partners"] as readonly string[],
  /** When the first part comes, as a share of the time of the whole answer. */
  firstPartShare: 0.5,
  /** Of calls that are never answered. */
  silentShare: 0.001,
  deadlineMs: 3_000,
  days: 8,
  /** The standard deviation of the logarithm of the latencies of a day. */
  daySpread: 0.1,
} as const;

/** A market of each class: short, medium and long. */
const TRIPS = [
  { origin: "LHR", destination: "AMS" },
  { origin: "LHR", destination: "ATH" },
  { origin: "LHR", destination: "JFK" },
] as const;

/** All bidders of the model, in the order in which records take them. */
export const BIDDERS = (LATENCY_CLASSES[0]?.bidders ?? []).map(({ bidder }) => bidder);
/**
 * The deviation of the base price within a class, and the steps to which it is rounded: bids of
 * equal prices are encoded once.
 */
const BASE_STEP = 0.4;

const AUCTION_ID = "auction";
const DAY_MS = 86_400_000;
const AUCTION_APART_MS = 1_000;
const FIRST_DAY_MS = Date.parse("2026-11-01T12:00:00Z");

interface MarketOptions {
  /** The first so many of the list. */
  readonly bidders: number;
  readonly offersABid: number;
  /** Whether those send floors that do. */
  readonly floors: boolean;
}

export const MARKET_DEFAULTS: MarketOptions = {
  bidders: BIDDERS.length,
  offersABid: 20,
  floors: true,
};

/** Draws one auction after the other. */
export class RecordedMarket {
  readonly #market: LatencyMarket;
  readonly #options: MarketOptions;
  readonly #bidders: readonly string[];
  readonly #dayFactors: readonly number[];
  readonly #searches: readonly FlightSearch[];
  /** By class and base price. */
  readonly #bids = new Map<string, RegretBids>();
  #count = 0;

  constructor(seed: number, options: MarketOptions = MARKET_DEFAULTS) {
    this.#market = new LatencyMarket(seed);
    this.#options = options;
    this.#bidders = BIDDERS.slice(0, options.bidders);
    this.#dayFactors = Array.from({ length: MARKET.days }, () =>
      Math.exp(MARKET.daySpread * this.#market.normal()),
    );
    this.#searches = TRIPS.map(({ origin, destination }) =>
      flightSearch({
        slices: [{ origin, destination, departureDate: "2026-12-23" }],
        sort: "price",
        maxResults: 10,
        policy: { deadlineMs: MARKET.deadlineMs, quorum: null, required: [] },
      }),
    );
  }

  next(): RecordedAuction {
    const at = this.#count++;
    const { marketClass, base, answers } = this.#market.next();
    const search = this.#searches[marketClass] as FlightSearch;
    const bids = this.#bidsOf(marketClass, base);
    // Days come in turn, and a record is in the order of its time all the same (TIMEORDER-1).
    const day = at % MARKET.days;
    const slowness = this.#dayFactors[day] as number;
    const wallMs = FIRST_DAY_MS + day * DAY_MS + Math.floor(at / MARKET.days) * AUCTION_APART_MS;
    const events = answers
      .filter(({ bidder }) => this.#bidders.includes(bidder))
      .flatMap((answer) => this.#answer(answer, base, slowness, bids))
      .sort((a, b) => a.atUs - b.atUs);
    return { ...recordOf(at, wallMs, search, events), ...expecting(this.#bidders) };
  }

  #bidsOf(marketClass: number, base: number): RegretBids {
    const search = this.#searches[marketClass] as FlightSearch;
    const median = LATENCY_CLASSES[marketClass]?.baseCents ?? base;
    const step = Math.round(Math.log(base / median) / BASE_STEP);
    const key = `${marketClass} ${step}`;
    let bids = this.#bids.get(key);
    if (bids === undefined) {
      const price = Math.round(median * Math.exp(BASE_STEP * step));
      bids = new RegretBids(search, AUCTION_ID, this.#options.offersABid, price);
      this.#bids.set(key, bids);
    }
    return bids;
  }

  #answer({ bidder, atMs, cost }: ModelAnswer, base: number, slowness: number, bids: RegretBids) {
    if (this.#market.random() < MARKET.silentShare) return [];
    const index = BIDDERS.indexOf(bidder);
    const factor = cost / base;
    const event = (ms: number, bytes: Uint8Array): RecordedEvent => ({
      ...{ kind: "bid", atUs: Math.round(1_000 * slowness * ms), bidder },
      ...{ instance: `${bidder}-1`, bytes },
    });
    if (!this.#options.floors || !MARKET.sendFloors.includes(bidder))
      return [event(atMs, bids.whole(index, factor))];
    return [
      event(MARKET.firstPartShare * atMs, bids.first(index, factor)),
      event(atMs, bids.rest(index, factor)),
    ];
  }
}

const HEARD_UNTIL_US = 60_000_000;
const RATES = { date: "2026-01-01", perUnit: new Map([["USD", 1]]) };

function expecting(expected: readonly string[]): Pick<RecordedAuction, "expectation"> {
  return { expectation: { expected, skipped: [], required: [], absent: [], hedgeAfterMs: [] } };
}

/** All late bids are in it: no bidder was told to stop. */
function recordOf(
  at: number,
  wallMs: number,
  search: FlightSearch,
  events: readonly RecordedEvent[],
): RecordedAuction {
  return {
    ...{ searchId: `search-${at}`, auctionId: AUCTION_ID, gateway: "bench", wallMs, search },
    objective: { valuePerHour: 0, penaltyPerStop: 0 },
    rates: RATES,
    grace: { share: 0.25, msMin: 5, msMax: 100 },
    ...{ plausibility: null, markUp: [], disabledSellers: [], disabled: [], tooFar: [], arm: null },
    ...expecting([]),
    ...{ calledAtUs: 0, events, endedBy: "deadline", endedAtUs: 1_000 * search.policy.deadlineMs },
    ...{ heardUntilUs: HEARD_UNTIL_US, lateWanted: true, sampled: true, bidders: [], result: null },
    fallbacks: [],
  };
}

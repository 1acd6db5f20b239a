/**
 * Recorded auctions of a market that is drawn from a seed, with the late bids of all bidders.
 *
 * Latencies are log-normal (Limpert, Stahel and Abbt, "Log-normal distributions across the
 * sciences", 2001; the tail: Dean and Barroso, "The Tail at Scale", 2013). Prices are log-normal
 * too, and correlated with latency: who asks more systems is slower, and finds cheaper offers. That
 * agents differ in the fares of one trip: Clemons, Hann and Hitt, "Price Dispersion and
 * Differentiation in Online Travel", 2002. The figures of each bidder are assumptions, and printed.
 */

import { randomFrom } from "../../common/runtime/seeded-random.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import type { RecordedAuction, RecordedEvent } from "./access.ts";
import { RegretBids } from "./regret-bids.ts";

interface ModelledBidder {
  readonly name: string;
  readonly medianMs: number;
  /** The standard deviation of the logarithm of its latency. */
  readonly spread: number;
  /** The mean of its prices, as a share of the market's. */
  readonly priceFactor: number;
  /** Whether its first bid is a part with a floor. */
  readonly sendsFloors: boolean;
}

export const MARKET = {
  bidders: [
    { name: "nonstop", medianMs: 25, spread: 0.4, priceFactor: 1.04, sendsFloors: false },
    { name: "stops", medianMs: 70, spread: 0.5, priceFactor: 1.0, sendsFloors: true },
    { name: "partners", medianMs: 220, spread: 0.6, priceFactor: 0.99, sendsFloors: true },
    { name: "agency", medianMs: 160, spread: 0.6, priceFactor: 1.03, sendsFloors: false },
    { name: "consolidator", medianMs: 320, spread: 0.7, priceFactor: 1.06, sendsFloors: true },
  ] as readonly ModelledBidder[],
  priceSpread: 0.06,
  /** Of latency and price. */
  correlation: -0.3,
  /** When the first part comes, as a share of the time of the whole answer. */
  firstPartShare: 0.5,
  /** Of calls that are never answered. */
  silentShare: 0.001,
  deadlineMs: 2_000,
  days: 8,
  /** The standard deviation of the logarithm of the latencies of a day. */
  daySpread: 0.1,
} as const;

/** Markets, and how much longer bidders take for them. */
const TRIPS = [
  { origin: "LHR", destination: "AMS", slowness: 0.8 },
  { origin: "LHR", destination: "JFK", slowness: 1 },
  { origin: "FRA", destination: "SYD", slowness: 1.4 },
] as const;

const AUCTION_ID = "auction";
const DAY_MS = 86_400_000;
const FIRST_DAY_MS = Date.parse("2026-11-01T12:00:00Z");

interface MarketOptions {
  /** The first so many of the list. */
  readonly bidders: number;
  readonly offersABid: number;
  /** Whether those send floors that do. */
  readonly floors: boolean;
}

export const MARKET_DEFAULTS: MarketOptions = {
  bidders: MARKET.bidders.length,
  offersABid: 20,
  floors: true,
};

interface ModelledTrip {
  readonly search: FlightSearch;
  readonly bids: RegretBids;
}

/** Draws one auction after the other. */
export class RecordedMarket {
  readonly #random: () => number;
  readonly #bidders: readonly ModelledBidder[];
  readonly #dayFactors: readonly number[];
  readonly #searches: readonly ModelledTrip[];
  #count = 0;

  constructor(seed: number, { bidders, offersABid, floors }: MarketOptions = MARKET_DEFAULTS) {
    this.#random = randomFrom(seed);
    this.#bidders = MARKET.bidders
      .slice(0, bidders)
      .map((bidder) => ({ ...bidder, sendsFloors: floors && bidder.sendsFloors }));
    this.#dayFactors = Array.from({ length: MARKET.days }, () =>
      Math.exp(MARKET.daySpread * this.#normals()[0]),
    );
    this.#searches = TRIPS.map(({ origin, destination }) => {
      const search = flightSearch({
        slices: [{ origin, destination, departureDate: "2026-12-23" }],
        sort: "price",
        maxResults: 10,
        policy: { deadlineMs: MARKET.deadlineMs, quorum: null, required: [] },
      });
      return { search, bids: new RegretBids(search, AUCTION_ID, offersABid) };
    });
  }

  next(): RecordedAuction {
    const at = this.#count++;
    const trip = TRIPS[at % TRIPS.length] as (typeof TRIPS)[number];
    const { search, bids } = this.#searches[at % TRIPS.length] as ModelledTrip;
    const day = Math.floor(at / TRIPS.length) % MARKET.days;
    const slowness = trip.slowness * (this.#dayFactors[day] as number);
    const events = this.#bidders
      .flatMap((bidder, i) => this.#answer(bidder, i, slowness, bids))
      .sort((a, b) => a.atUs - b.atUs);
    const expected = this.#bidders.map(({ name }) => name);
    return { ...recordOf(at, FIRST_DAY_MS + day * DAY_MS, search, events), ...expecting(expected) };
  }

  #answer(bidder: ModelledBidder, index: number, slowness: number, bids: RegretBids) {
    const [slow, other] = this.#normals();
    const { priceSpread, correlation, silentShare, firstPartShare } = MARKET;
    if (this.#random() < silentShare) return [];
    const atMs = slowness * bidder.medianMs * Math.exp(bidder.spread * slow);
    const priced = correlation * slow + Math.sqrt(1 - correlation ** 2) * other;
    const factor = bidder.priceFactor * Math.exp(priceSpread * priced);
    const event = (ms: number, bytes: Uint8Array): RecordedEvent => ({
      ...{ kind: "bid", atUs: Math.round(1_000 * ms), bidder: bidder.name },
      ...{ instance: `${bidder.name}-1`, bytes },
    });
    if (!bidder.sendsFloors) return [event(atMs, bids.whole(index, factor))];
    return [
      event(firstPartShare * atMs, bids.first(index, factor)),
      event(atMs, bids.rest(index, factor)),
    ];
  }

  /** Two independent draws of the standard normal distribution (Box and Muller, 1958). */
  #normals(): readonly [number, number] {
    const radius = Math.sqrt(-2 * Math.log(1 - this.#random()));
    const angle = 2 * Math.PI * this.#random();
    return [radius * Math.cos(angle), radius * Math.sin(angle)];
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

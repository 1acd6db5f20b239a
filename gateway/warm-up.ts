/**
 * A gateway that has just started needs ten times as long for its first search as for its
 * thousandth: Node compiles code as it is used. So before it takes searches, it answers some that
 * no caller has asked, by bids made up here: from the request to the result, and to its JSON. They
 * have a search service, a ledger and bidders of their own, so nothing of it is counted, logged,
 * kept or sent.
 *
 * GATEWAYWARM-1 It ends after `limitMs` of work, or three times as long by the clock on a busy
 *   machine, and the search that has begun. It never fails.
 * GATEWAYWARM-2 The index of places is made before the gateway takes requests, so that the first
 *   look-up of a search box is as fast as the next. It is no part of that limit.
 */
import type { Clock } from "../common/runtime/clock.ts";
import { encodeBid, encodeRowBody } from "../proto/codec/index.ts";
import {
  connectionCount,
  itineraryKey,
  travelMinutes,
  wallClockMinutes,
} from "../proto/itinerary.ts";
import { DAY_MS } from "../proto/local-time.ts";
import type { FlightOffer, OfferSlice, SearchResult } from "../proto/messages.ts";
import { Ledger } from "./auction/ledger.ts";
import type { BidListener, Call, Ports, Scatter } from "./auction/ports.ts";
import type { GatewayConfig } from "./config.ts";
import { SearchService } from "./search/search-service.ts";

const HOUR_MS = 3_600_000;
const DAYS_AHEAD = 30;
const SEARCHES_MAX = 300;
const BUSY_FACTOR = 3;
/** Two of them sell the same itineraries, as real ones do. */
const BIDDERS = ["warm-up-1", "warm-up-2", "warm-up-3"];
const OFFERS = 10;

interface GatewayWarmUpOptions {
  readonly clock: Clock;
  readonly limitMs: number;
  /**
   * The processor time of this process: what compiling takes does not depend on other processes.
   */
  readonly workedMs: () => number;
  /** Makes the index of places. */
  readonly places: () => unknown;
  /** Receives each result as JSON, as a caller would. */
  readonly onResult?: (json: string) => void;
}

/** Resolves with the number of searches. */
export async function warmUp(
  config: GatewayConfig,
  { clock, limitMs, workedMs, places, onResult = () => {} }: GatewayWarmUpOptions,
): Promise<number> {
  if (limitMs === 0) return 0;
  places();
  const date = new Date(clock.wall() + DAYS_AHEAD * DAY_MS).toISOString().slice(0, 10);
  const request = {
    slices: [{ origin: "LHR", destination: "JFK", departureDate: date }],
    passengers: { adults: 1 },
    maxResults: OFFERS,
  };
  const service = new SearchService({
    // Whom the operator requires is not here.
    config: { ...config, policy: { ...config.policy, required: [] } },
    ports: portsOf(clock, date),
    events: {
      searched: () => {},
      calendar: () => {},
      wantsOffers: () => false,
      explained: () => {},
      stray: () => {},
    },
    knownBidders: () => BIDDERS,
    biddersTakingParams: () => [],
    tooFar: () => [],
  });
  const until = clock.now() + BUSY_FACTOR * limitMs;
  const workUntilMs = workedMs() + limitMs;
  const isOver = () => clock.now() >= until || workedMs() >= workUntilMs;
  let searches = 0;
  for (; searches < SEARCHES_MAX && !isOver(); searches++) {
    const result = await service
      .search(request, { transport: "nats" })
      .catch((): SearchResult | undefined => undefined);
    if (result === undefined) break;
    onResult(JSON.stringify(result));
  }
  return searches;
}

function portsOf(clock: Clock, date: string): Ports {
  const offers = BIDDERS.map((seller, b) => offersOf(seller, date, b, clock.wall() + HOUR_MS));
  return {
    clock,
    scatter: scatterOf((auctionId, b) => bidOf(auctionId, offers[b] as FlightOffer[])),
    ledger: new Ledger(clock),
    fallbackStore: {
      save: () => {},
      saveEmpty: () => {},
      find: () => Promise.resolve(undefined),
      close: () => Promise.resolve(),
    },
    afterwards: (work) => work(),
    fallbackAgeMsMax: 0,
  };
}

/** Every bidder answers in the next turn of the event loop. */
function scatterOf(bid: (auctionId: string, bidder: number) => Uint8Array): Scatter {
  const call: Call = { hedge: () => null, end: () => {}, release: () => {}, learn: () => {} };
  return {
    reserve: () => ({
      expected: BIDDERS,
      skipped: [],
      required: [],
      absent: [],
      hedgeAfterMs: new Map(),
      observe: () => {},
      release: () => {},
    }),
    call: ({ auctionId }, _reservation, _budgetMs, listener: BidListener) => {
      setImmediate(() => {
        for (const [b, bidder] of BIDDERS.entries())
          listener.bid(bidder, "warm-up", bid(auctionId, b));
      });
      return call;
    },
  };
}

function bidOf(searchId: string, offers: readonly FlightOffer[]): Uint8Array {
  const column = <T>(of: (offer: FlightOffer) => T) => offers.map(of);
  return encodeBid({
    searchId,
    sequence: 0,
    final: true,
    status: "offers",
    reason: null,
    floor: null,
    sheet: {
      rows: offers.length,
      price: column(({ price }) => price.amount),
      currency: column(() => 0),
      durationMinutes: column(({ slices }) => travelMinutes(slices)),
      departure: column(({ slices }) =>
        wallClockMinutes(slices[0]?.segments[0]?.departure as string),
      ),
      stops: column(({ slices }) => connectionCount(slices)),
      itinerary: column(({ slices }) => itineraryKey(slices)),
      seller: column(() => 0),
      body: column(encodeRowBody),
      currencies: ["EUR"],
      sellers: offers[0] === undefined ? [] : [offers[0].seller],
    },
  });
}

/** Half of them non-stop. The first two bidders sell the same flights, at prices of their own. */
function offersOf(
  seller: string,
  date: string,
  bidder: number,
  expiresAtMs: number,
): FlightOffer[] {
  return Array.from({ length: OFFERS }, (_, i) => {
    const later = 5 * i + (bidder === 2 ? 1 : 0);
    return {
      seller,
      price: { amount: 40_000 + 1_000 * i + 100 * bidder, currency: "EUR" },
      expiresAtMs,
      modelled: true,
      slices: [i % 2 === 0 ? nonstop(date, later) : oneStop(date, later)],
      fares: [],
      selfTransfers: [],
      similar: 0,
    };
  });
}

/**
 * Flights, each with its minutes after midnight on the clocks of both ends, and how long it takes.
 */
function nonstop(date: string, later: number): OfferSlice {
  return sliceOf(date, 480, [["BA117", "LHR", "JFK", 540 + later, 720 + later, 480]]);
}

function oneStop(date: string, later: number): OfferSlice {
  return sliceOf(date, 735 - later, [
    ["LH901", "LHR", "FRA", 540 + later, 695 + later, 95],
    ["LH400", "FRA", "JFK", 810, 975, 525],
  ]);
}

type WarmUpFlight = readonly [
  flightNumber: string,
  origin: string,
  destination: string,
  departure: number,
  arrival: number,
  minutes: number,
];

function sliceOf(
  date: string,
  durationMinutes: number,
  flights: readonly WarmUpFlight[],
): OfferSlice {
  const clock = (minutes: number) =>
    new Date(Date.parse(date) + minutes * 60_000).toISOString().slice(0, 16);
  return {
    durationMinutes,
    segments: flights.map(([flightNumber, origin, destination, departure, arrival, minutes]) => ({
      carrier: flightNumber.slice(0, 2),
      flightNumber,
      origin,
      destination,
      departure: clock(departure),
      arrival: clock(arrival),
      durationMinutes: minutes,
      aircraft: "",
    })),
  };
}

/**
 * The work of the auction benchmark: one search, the offers of every bidder, and the one right
 * answer. Each bidder has ten ranked offers of one or two segments; six itineraries are sold by two
 * bidders each. The numbers of bidders, of offers and of results can be others, to see how the cost
 * grows.
 *
 * The airports, their clocks and the flight times are real, so that a gateway that checks offers
 * accepts them.
 */
import { Temporal } from "temporal-polyfill";
import { itineraryKey } from "../../proto/itinerary.ts";
import type { FlightOffer, Segment } from "../../proto/messages.ts";
import { type ExpectedItinerary, peerCost, WORK, type Work, type WorkSize } from "./work.ts";

const ROUTE = { origin: "LHR", destination: "JFK" };
const ZONES: Readonly<Record<string, string>> = {
  LHR: "Europe/London",
  AMS: "Europe/Amsterdam",
  JFK: "America/New_York",
};
const CARRIERS = ["BA", "VS", "AA", "DL", "UA", "B6"];
/**
 * How many of the itineraries of three bidders are sold by two of them. They are the best of all.
 */
const SHARED = 6;
const LEAST_CENTS = 41_000;
const MINUTES = { nonstop: 455, first: 80, wait: 75, second: 500 };
const CONNECTION_MINUTES = MINUTES.first + MINUTES.wait + MINUTES.second;
/** A whole day before the limit of one week for which an offer may hold. */
const HOLDS_MS = 6 * 86_400_000;

/** The kinds of bidders. The first three are those of the broker's configuration that ships. */
function kindsOf(bidders: number): string[] {
  const shipped = ["nonstop", "stops", "partners"];
  return Array.from({ length: bidders }, (_, i) => shipped[i] ?? `bidder-${i + 1}`);
}

/** @param days until the departure */
export function makeWork(size: WorkSize = WORK, days = 30): Work {
  const { bidders, offersABid, maxResults, deadlineMs } = size;
  const departureDate = Temporal.Now.plainDateISO("UTC").add({ days }).toString();
  const { origin, destination } = ROUTE;
  const kinds = kindsOf(bidders);
  const expiresAtMs = Date.now() + HOLDS_MS;
  const offers: Record<string, FlightOffer[]> = {};
  for (const [i, kind] of kinds.entries()) {
    const places = Array.from({ length: offersABid }, (_, j) =>
      placeOf(i, j, { bidders, offersABid }),
    );
    places.sort((a, b) => a.amount - b.amount);
    offers[kind] = places.map((place) => offerOf(place, departureDate, expiresAtMs));
  }
  return {
    search: {
      slices: [{ origin, destination, departureDate }],
      maxResults,
      policy: { deadlineMs },
    },
    kinds,
    offers,
    expected: expectedOf(offers, maxResults),
  };
}

interface PricedPosition {
  /** The number of the itinerary. */
  readonly number: number;
  /** What it would cost as a non-stop flight, in cents: no two offers have the same. */
  readonly amount: number;
}

/**
 * Which itinerary is the j-th of the i-th bidder, and at which price. The first four of each bidder
 * are itineraries that it shares with the next one, two with each neighbour.
 */
function placeOf(
  i: number,
  j: number,
  { bidders, offersABid }: Pick<WorkSize, "bidders" | "offersABid">,
): PricedPosition {
  const group = Math.floor(i / 3);
  const place = i % 3;
  const isWhole = group * 3 + 2 < bidders && offersABid >= 4;
  if (isWhole && j < 4) {
    const pair = j < 2 ? place : (place + 1) % 3;
    const shared = group * SHARED + pair * 2 + (j % 2);
    return { number: shared, amount: LEAST_CENTS + 3 * shared + place };
  }
  const own = bidders * SHARED + j * bidders + i;
  return { number: own, amount: LEAST_CENTS + 3 * own };
}

/**
 * Every fifth itinerary has a connection, and is cheaper by what its time and its stop cost: so
 * `amount` is the order of all.
 */
function offerOf(
  { number, amount }: PricedPosition,
  date: string,
  expiresAtMs: number,
): FlightOffer {
  const carrier = CARRIERS[number % CARRIERS.length] as string;
  const departs = 6 * 60 + ((number * 7) % (14 * 60));
  const isConnection = number % 5 === 4;
  const { nonstop, first, wait, second } = MINUTES;
  const segments = isConnection
    ? [
        segmentOf(carrier, 1_000 + (number % 4_000), ["LHR", "AMS"], date, departs, first),
        segmentOf(
          carrier,
          5_000 + (number % 4_000),
          ["AMS", "JFK"],
          date,
          departs + first + wait,
          second,
        ),
      ]
    : [segmentOf(carrier, 1 + (number % 9_000), ["LHR", "JFK"], date, departs, nonstop)];
  const durationMinutes = isConnection ? CONNECTION_MINUTES : nonstop;
  const discount = peerCost(0, durationMinutes - nonstop, segments.length - 1);
  return {
    seller: carrier,
    price: { amount: amount - discount, currency: "USD" },
    expiresAtMs,
    modelled: false,
    slices: [{ durationMinutes, segments }],
    fares: [],
    selfTransfers: [],
    similar: 0,
  };
}

/** `departs` is in minutes after midnight in London. */
function segmentOf(
  carrier: string,
  number: number,
  [origin, destination]: readonly [string, string],
  date: string,
  departs: number,
  durationMinutes: number,
): Segment {
  const start = Temporal.PlainDate.from(date)
    .toZonedDateTime({ timeZone: "Europe/London" })
    .add({ minutes: departs });
  const clock = (airport: string, minutes: number) =>
    start
      .add({ minutes })
      .withTimeZone(ZONES[airport] as string)
      .toPlainDateTime()
      .toString()
      .slice(0, 16);
  return {
    carrier,
    flightNumber: `${carrier}${number}`,
    origin,
    destination,
    departure: clock(origin, 0),
    arrival: clock(destination, durationMinutes),
    durationMinutes,
    aircraft: "789",
  };
}

/** Computes the expected answer by a rule of its own, which shares no code with any gateway. */
function expectedOf(
  offers: Readonly<Record<string, readonly FlightOffer[]>>,
  maxResults: number,
): ExpectedItinerary[] {
  const rows = Object.entries(offers).flatMap(([bidder, all]) =>
    all.map(({ price, slices }) => {
      const minutes = slices.reduce((sum, slice) => sum + slice.durationMinutes, 0);
      const stops = slices.reduce((sum, slice) => sum + slice.segments.length - 1, 0);
      const cost = peerCost(price.amount, minutes, stops);
      return { bidder, price: price.amount, key: itineraryKey(slices), cost };
    }),
  );
  rows.sort((a, b) => a.cost - b.cost);
  const keys = [...new Set(rows.map(({ key }) => key))].slice(0, maxResults);
  return keys.map((key) => {
    const sellers = rows.filter((row) => row.key === key);
    return {
      key,
      price: (sellers[0] as (typeof rows)[number]).price,
      sellers: sellers.map(({ bidder, price }) => ({ bidder, price })),
    };
  });
}

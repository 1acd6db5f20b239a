/** PART-1 where inconvenience counts, and what parts cost at least with it and by their columns. */
import { describe, expect, test } from "@jest/globals";
import { board } from "../../../test/fixtures/stops/boards.ts";
import { handPart } from "../../../test/fixtures/stops/trip-parts.ts";
import { modelRates } from "../../flights/fares/rates.ts";
import {
  ONE_PAIR,
  type RoundTripRule,
  TicketPrices,
} from "../../flights/itineraries/ticket-prices.ts";
import type { TripPart } from "../../flights/itineraries/trip-part.ts";
import { LeastPrices } from "./least-prices.ts";
import { PartPool } from "./part-pool.ts";

/** An hour costs 60 dollars, a minute one. */
const OBJECTIVE = { valuePerHour: 6_000, penaltyPerStop: 0, countsInconvenience: true };

interface PoolChange {
  readonly isOut?: boolean;
  readonly hasStay?: boolean;
  readonly roundTrip?: RoundTripRule;
}

function poolOf(...parts: readonly TripPart[]): PartPool {
  return poolWith({}, ...parts);
}

function poolWith({ roundTrip, ...change }: PoolChange, ...parts: readonly TripPart[]): PartPool {
  const { network } = board(["AA1 JFK-LAX 0800 380"]);
  const prices = new TicketPrices({
    passengers: { adults: 1, children: 0, infants: 0 },
    rates: modelRates("USD"),
    objective: OBJECTIVE,
    unpriced: () => {},
    roundTrip,
  });
  const pool = new PartPool(
    {
      data: network,
      prices,
      least: new LeastPrices(network, prices, [0]),
      objective: OBJECTIVE,
      isOut: false,
      hasStay: false,
      closeUntilUtc: Number.NEGATIVE_INFINITY,
      closeFromUtc: Number.POSITIVE_INFINITY,
      ...change,
    },
    [],
  );
  for (const part of parts) pool.add(part);
  return pool;
}

/** A part that leaves as late as another and arrives a day earlier, at the same price. */
const [LATE, EARLY] = [10, 2].map((hours) => handPart(0, { dollars: 300, leaves: 20, hours })) as [
  TripPart,
  TripPart,
];

test.each([
  ["whatever the nights", { hasStay: false }, 1],
  ["not where the nights are limited (TRIP-11)", { hasStay: true }, 2],
])("PART-1: what arrives a day earlier takes another one's place, %s", (_, rules, left) => {
  expect({ early: poolWith(rules, LATE, EARLY).parts.length }).toEqual({ early: left });
  expect({ late: poolWith(rules, EARLY, LATE).parts.length }).toEqual({ late: left });
});

test("PART-1: what arrives a day earlier takes no other one's place where a round trip of any day back costs more with it (TRIP-4)", () => {
  const roundTrip = (dear: number): RoundTripRule => ({
    factor: (arrivalDay, _seller, _pair, returnDay) =>
      arrivalDay === 0 && returnDay === dear ? 0.9 : 0.8,
    returnDays: [4, 5],
    pairs: ONE_PAIR,
  });
  const left = (dear: number) =>
    poolWith({ isOut: true, roundTrip: roundTrip(dear) }, LATE, EARLY).parts.length;
  expect({ first: left(4), second: left(5), none: left(6) }).toEqual({
    first: 2,
    second: 2,
    none: 1,
  });
});

const SLOW = handPart(0, { dollars: 300, hours: 12 });

describe("PART-1: a part that leaves and arrives as well and costs no more takes another one's place", () => {
  test.each([
    ["no more inconvenient", { hours: 11, inconvenience: 0 }, 1],
    ["more inconvenient than it is faster", { hours: 11, inconvenience: 61 }, 2],
    ["as much", { hours: 11, inconvenience: 60 }, 2],
    ["less, but by no more than rounding", { hours: 11, inconvenience: 59.99 }, 2],
    ["less", { hours: 11, inconvenience: 57 }, 1],
  ])("where it is %s", (_, more, left) => {
    const fast = handPart(0, { dollars: 300, ...more });
    expect(poolOf(SLOW, fast).parts).toHaveLength(left);
    expect(poolOf(fast, SLOW).parts).toHaveLength(left);
  });
});

test("JOINT-1, ROUND-2: what parts cost at least has their inconvenience, and by columns has not", () => {
  const pool = poolOf(
    handPart(0, { dollars: 300, hours: 10, inconvenience: 400 }),
    handPart(0, { dollars: 300, hours: 12, inconvenience: 0, leaves: 9, seller: "BA" }),
  );
  expect(pool.leastOfAll - pool.leastByColumnsBeyond(-1)).toBeGreaterThan(110 * 100);
  expect(pool.leastOfAll - pool.leastByColumnsBeyond(-1)).toBeLessThanOrEqual(130 * 100);
});

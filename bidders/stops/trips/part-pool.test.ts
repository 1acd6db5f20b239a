/** PART-1 where inconvenience counts, and what parts cost at least with it and by their columns. */
import { describe, expect, test } from "@jest/globals";
import { board } from "../../../test/fixtures/stops/boards.ts";
import { handPart } from "../../../test/fixtures/stops/trip-parts.ts";
import { modelRates } from "../../flights/fares/rates.ts";
import { TicketPrices } from "../../flights/itineraries/ticket-prices.ts";
import type { TripPart } from "../../flights/itineraries/trip-part.ts";
import { LeastPrices } from "./least-prices.ts";
import { PartPool } from "./part-pool.ts";

/** An hour costs 60 dollars, a minute one. */
const OBJECTIVE = { valuePerHour: 6_000, penaltyPerStop: 0, countsInconvenience: true };

function poolOf(...parts: readonly TripPart[]): PartPool {
  const { network } = board(["AA1 JFK-LAX 0800 380"]);
  const prices = new TicketPrices({
    passengers: { adults: 1, children: 0, infants: 0 },
    rates: modelRates("USD"),
    objective: OBJECTIVE,
    unpriced: () => {},
  });
  const pool = new PartPool(
    {
      data: network,
      prices,
      least: new LeastPrices(network, prices, 0),
      objective: OBJECTIVE,
      isOut: false,
      closeUntilUtc: Number.NEGATIVE_INFINITY,
      closeFromUtc: Number.POSITIVE_INFINITY,
    },
    [],
  );
  for (const part of parts) pool.add(part);
  return pool;
}

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

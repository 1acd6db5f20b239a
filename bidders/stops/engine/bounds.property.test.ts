/**
 * A bound that is too high loses itineraries; one that is too low loses time. Checked against every
 * itinerary that the oracle finds in random worlds.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { board, boardQuestion, TUESDAY } from "../../../test/fixtures/stops/boards.ts";
import {
  itineraryBounds,
  marketsOf,
  type TestedBounds,
  testedBounds,
} from "../../../test/fixtures/stops/chain-bounds.ts";
import { everyItinerary, type OracleItinerary } from "../../../test/fixtures/stops/oracle.ts";
import { oracleQueryOf, type Sides, sidesOf } from "../../../test/fixtures/stops/questions.ts";
import { asked, draftQuestions, worlds } from "../../../test/fixtures/stops/worlds.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import type { Bound } from "./bounds.ts";
import { type EndFlights, endFlights } from "./slice-ends.ts";

/** Finds what an itinerary's bounds are above, and how near they come to its price. */
function tooHigh(
  sides: Sides,
  tested: TestedBounds,
  itinerary: OracleItinerary,
  nowMs: number,
): { faults: string[]; exact: boolean } {
  const { places } = tested;
  const flights = itinerary.flights.length;
  const { prefixes, whole } = itineraryBounds(sides, tested, itinerary, nowMs);
  const faults: string[] = [];
  const hold = (what: string, bound: Bound) => {
    for (const one of ["cost", "minutes", "price"] as const) {
      if (bound[one] > itinerary[one])
        faults.push(`${one} of ${what}: ${bound[one]}, but there is ${itinerary[one]}`);
    }
  };
  for (let known = 1; known < flights; known++) {
    hold(`a prefix of ${known}`, prefixes[known - 1] as Bound);
    const arrival = itinerary.flights[known - 1];
    const rest = (itinerary.flights.at(-1)?.arrivalUtc as number) - (arrival?.arrivalUtc as number);
    if ((places.toGo(flights - known)[arrival?.to as number] as number) > rest)
      faults.push(`toGo ${flights - known}`);
  }
  hold("the whole", whole);
  if (!places.hasWay(flights - 1)) faults.push("there is no way");
  return { faults, exact: whole.price === itinerary.price };
}

describe("BOUND-1, BOUND-2, BOUND-3, BOUND-4, SEATS-1, SEATS-2, SUMS-1, WAY-1: no bound is above any itinerary", () => {
  test("of random worlds, in all cabins, currencies and parties, with two tickets and with one", () => {
    const runs = propertyRuns(100);
    let [itineraries, exact] = [0, 0];
    fc.assert(
      fc.property(
        worlds([10, 25], [100, 400]),
        fc.array(draftQuestions, { minLength: 8, maxLength: 8 }),
        (world, drafts) => {
          const sides = sidesOf(world.timetable);
          const faults: string[] = [];
          for (const draft of drafts) {
            const question = asked(world, draft);
            if (question === undefined) continue;
            const tested = testedBounds(sides, question);
            const all = everyItinerary(sides.facts, oracleQueryOf(question));
            for (let i = 0; i < all.length; i += Math.ceil(all.length / 60)) {
              const held = tooHigh(sides, tested, all[i] as OracleItinerary, question.nowMs);
              faults.push(...held.faults);
              exact += Number(held.exact);
              itineraries++;
            }
          }
          expect(faults).toEqual([]);
        },
      ),
      { numRuns: runs, seed: 4, endOnFailure: true },
    );
    expect(itineraries).toBeGreaterThan(10 * runs);
    expect(exact).toBeGreaterThan(runs);
  });

  // Carriers that do not sell connections together, on one ticket and on two; beside them a pair
  // that does; one that flies from point to point.
  test.each([
    [["LH901 LHR-FRA 0900 95", "DL400 FRA-JFK 1530 525"], false],
    [["LH901 LHR-FRA 0900 95", "DL400 FRA-JFK 1530 525"], true],
    [["LH901 LHR-FRA 0900 95", "DL400 FRA-JFK 1530 525", "UA4 FRA-JFK 1600 525"], false],
    [["FR901 LHR-FRA 0900 95", "FR400 FRA-JFK 1530 525"], false],
  ])("BOUND-4: LHR-JFK by %s has bounds only where it may be sold, two tickets: %s", (flights, selfTransfer) => {
    const sides = board(flights);
    const question = {
      ...boardQuestion(sides, `LHR-JFK ${TUESDAY}`, { stopsMax: 1 }),
      selfTransfer,
    };
    const { bounds, legs } = testedBounds(sides, question);
    const start = sides.network.marketOrigin.indexOf(question.origin);
    const end = sides.network.marketDestination.indexOf(question.destination);
    const [out, last] = [start, end].map((market) =>
      endFlights(sides.network, market, legs.on(market, question.day), 0),
    ) as [EndFlights, EndFlights];
    const sold = everyItinerary(sides.facts, oracleQueryOf(question)).length > 0;
    const prices = [bounds.ofPrefix(out, [start], 2), bounds.ofWhole(out, [start, end], last)];
    for (const { price } of prices) expect(price < Number.POSITIVE_INFINITY).toBe(sold);
  });

  // One carrier; two; one by two stops; two, either with two flights; three, the cheap one in the
  // middle; two with two each.
  test.each([
    ["LHR-JFK", ["LH901 LHR-FRA 0900 95", "LH400 FRA-JFK 1330 525"], 1],
    ["LHR-JFK", ["LH901 LHR-FRA 0900 95", "UA400 FRA-JFK 1330 525"], 0.93],
    ["LHR-JFK", ["LH901 LHR-FRA 0900 95", "LH402 FRA-BOS 1330 500", "LH1 BOS-JFK 1900 80"], 1],
    ["LHR-JFK", ["LH901 LHR-FRA 0900 95", "LH402 FRA-BOS 1330 500", "UA1 BOS-JFK 1900 80"], 0.93],
    ["LHR-JFK", ["UA901 LHR-FRA 0900 95", "LH402 FRA-BOS 1330 500", "LH1 BOS-JFK 1900 80"], 0.93],
    [
      "EDI-JFK",
      ["BA1 EDI-LHR 0600 80", "VY2 LHR-CDG 0900 75", "AF9 LHR-CDG 1000 75", "IB3 CDG-JFK 1330 510"],
      0.93,
    ],
    [
      "EDI-JFK",
      [
        "LH1 EDI-LHR 0600 80",
        "LH901 LHR-FRA 0900 95",
        "UA402 FRA-BOS 1330 500",
        "UA1 BOS-JFK 1900 80",
      ],
      0.93,
    ],
  ])("and it is near where all flights are in the lowest class: %s by %s", (market, flights, share) => {
    const sides = board(flights);
    let nearest = 0;
    for (let days = 0; days < 60; days++) {
      const plain = boardQuestion(sides, `${market} ${TUESDAY}`, { stopsMax: 3 });
      const question = { ...plain, day: plain.day + days };
      const tested = testedBounds(sides, question);
      for (const itinerary of everyItinerary(sides.facts, oracleQueryOf(question))) {
        const markets = marketsOf(sides, itinerary);
        const [out, last] = [markets[0], markets.at(-1)].map((market, i) =>
          endFlights(
            sides.network,
            market as number,
            tested.legs.on(market as number, itinerary.flights.at(-i)?.day as number),
            0,
          ),
        ) as [EndFlights, EndFlights];
        nearest = Math.max(
          nearest,
          tested.bounds.ofWhole(out, markets, last).price / itinerary.price,
        );
      }
    }
    expect(nearest).toBeGreaterThanOrEqual(share);
    expect(nearest).toBeLessThanOrEqual(1);
  });
});

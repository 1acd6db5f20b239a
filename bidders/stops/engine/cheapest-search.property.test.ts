/** The cheapest of each of several days beside searches of one day by price. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { AVAILABILITY } from "../../../test/fixtures/flights/flight-data.ts";
import {
  board,
  boardQuestion,
  EARLY_MS,
  numbersInClass,
  TUESDAY,
} from "../../../test/fixtures/stops/boards.ts";
import {
  type Question,
  queryOf,
  type Sides,
  sidesOf,
} from "../../../test/fixtures/stops/questions.ts";
import { asked, draftQuestions, worlds } from "../../../test/fixtures/stops/worlds.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { fareDay } from "../../flights/fares/fare.ts";
import { dayNumberOf } from "../../flights/timetable/departures.ts";
import { type CheapestQuery, CheapestSearch } from "./cheapest-search.ts";
import { searchConnections } from "./connection-search.ts";
import { type EngineItinerary, keyOf } from "./itinerary.ts";
import { BY_PRICE } from "./shared-chains.ts";

/** Sorts as LIST-2 does, where only the price counts. */
function placeOf({ network }: Sides, found: EngineItinerary): string {
  const { price, mixed, minutes, departureUtc, stops } = found;
  const parts = [price, Number(mixed), minutes, departureUtc, stops].map((one) =>
    String(one).padStart(16),
  );
  return `${parts.join(" ")} ${keyOf(network.timetable, found)}`;
}

/** The first itinerary of a search by price. */
function first(sides: Sides, query: CheapestQuery): EngineItinerary | undefined {
  const { network } = sides;
  let best: EngineItinerary | undefined;
  const plain = { ...query, wanted: 20, similar: false, objective: BY_PRICE };
  for (const round of searchConnections(network, plain))
    for (const { itinerary } of round?.found ?? [])
      if (best === undefined || placeOf(sides, itinerary) < placeOf(sides, best)) best = itinerary;
  return best;
}

function worked<T>(steps: Generator<undefined, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

function lineOf({ network }: Sides, found: EngineItinerary | undefined): string {
  return found === undefined ? "none" : `${found.price} ${keyOf(network.timetable, found)}`;
}

test("of two that cost as much and take as long it is the one that leaves first, whatever their keys (CHEAPEST-1)", () => {
  const day = dayNumberOf(TUESDAY);
  const fares = fareDay("economy", day, EARLY_MS, 1, AVAILABILITY);
  const [A, B, C, D] = numbersInClass("LH", 4, { fares, day }) as [string, string, string, string];
  const sides = board([
    `${B} LHR-FRA 0900 95`,
    `${C} FRA-JFK 1330 525`,
    `${A} LHR-FRA 1100 95`,
    `${D} FRA-JFK 1530 525`,
  ]);
  const query = queryOf(sides.network.timetable, boardQuestion(sides, `LHR-JFK ${TUESDAY}`));
  const found = worked(new CheapestSearch(sides.network, [query]).on(query));
  expect(found && keyOf(sides.network.timetable, found)).toMatch(new RegExp(`^${B}-.*\\+${C}-`));
});

/** Days in several seasons, and some beside each other. */
const days = fc.uniqueArray(fc.constantFrom(0, 1, 2, 6, 9, 20, 33, 60), {
  minLength: 2,
  maxLength: 5,
});

test("property: of each day it is the first itinerary of the day's search by price, however many chains are kept, and as long as it does not cost too much (CHEAPEST-1, CHEAPEST-2, SHARED-1, SHARED-2)", () => {
  const runs = propertyRuns(100);
  const counts = { found: 0, dear: 0 };
  fc.assert(
    fc.property(
      worlds([8, 20], [100, 400]),
      fc.array(fc.tuple(draftQuestions, days, fc.constantFrom(0.9, 1, 1.1)), {
        minLength: 4,
        maxLength: 4,
      }),
      fc.constantFrom(1, 12, undefined),
      (world, drafts, chainsMax) => {
        const sides = sidesOf(world.timetable);
        for (const [draft, offsets, share] of drafts) {
          const question = asked(world, draft);
          if (question === undefined) continue;
          const queries = offsets.map((offset) =>
            queryOf(world.timetable, { ...question, day: question.day + offset } as Question),
          );
          const search = new CheapestSearch(sides.network, queries, chainsMax);
          for (const query of queries) {
            const expected = first(sides, query);
            const found = worked(search.on(query));
            expect(lineOf(sides, found)).toBe(lineOf(sides, expected));
            if (expected === undefined) continue;
            counts.found++;
            const costMax = Math.floor(share * expected.price);
            const within = worked(search.on(query, costMax));
            if (expected.price <= costMax) expect(lineOf(sides, within)).toBe(lineOf(sides, found));
            else {
              expect(within?.price ?? Number.POSITIVE_INFINITY).toBeGreaterThan(costMax);
              counts.dear++;
            }
          }
        }
      },
    ),
    { numRuns: runs, seed: 20_261_133 },
  );
  expect({ found: counts.found > runs, dear: counts.dear > runs / 10 }).toEqual({
    found: true,
    dear: true,
  });
});

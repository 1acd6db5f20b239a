/** The cheapest of each of several days beside searches of one day by price. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  type Question,
  queryOf,
  type Sides,
  sidesOf,
} from "../../../test/fixtures/stops/questions.ts";
import { asked, draftQuestions, worlds } from "../../../test/fixtures/stops/worlds.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { BY_PRICE, type CheapestQuery, CheapestSearch } from "./cheapest-search.ts";
import { searchConnections } from "./connection-search.ts";
import { type EngineItinerary, keyOf } from "./itinerary.ts";

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
}, 120_000);

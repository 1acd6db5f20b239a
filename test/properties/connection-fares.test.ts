/**
 * FARE-6 of whole connections, in the timetable that ships: what the floors of FARE-9 to FARE-11
 * must not break. On the oracle's fares; that the search has the same, the comparisons with it say.
 */

import { expect, test } from "@jest/globals";
import { loadTimetable } from "../../bidders/flights/timetable/load.ts";
import { randomFrom } from "../../common/runtime/seeded-random.ts";
import { CABINS } from "../../proto/messages.ts";
import { oracleKey } from "../fixtures/stops/oracle-list.ts";
import { expected, type Question, type Sides, sidesOf } from "../fixtures/stops/questions.ts";
import { costlyRuns } from "../harness/property-runs.ts";
import { NOW_MS, TODAY } from "./connections-questions.ts";

const MARKETS = costlyRuns({ few: 50, some: 120, all: 400 });
const DAY_MS = 86_400_000;
/** Near to departure flights are full. */
const DAYS_AHEAD = [1, 2, 3, 8, 15, 25];

type FareQuestion = Pick<Question, "cabin" | "nowMs"> & { readonly adults: number };

test("never cheaper closer to departure, with more seats, nor in a better cabin (FARE-6)", async () => {
  const sides = sidesOf(await loadTimetable(null));
  const random = randomFrom(20_261_129);
  const below = (n: number) => Math.floor(random() * n);
  const faults: string[] = [];
  let compared = 0;
  for (let i = 0; i < MARKETS; i++) {
    const { origin, destination, rows } = sides.facts.timetable;
    const row = below(rows);
    const market = [origin[row], destination[row]] as [number, number];
    const day = TODAY + (DAYS_AHEAD[below(DAYS_AHEAD.length)] as number);
    const fares = (asked: FareQuestion) => faresOf(sides, market, day, asked);
    const [lower, higher] = [below(CABINS.length), below(CABINS.length)].sort() as [number, number];
    const one: FareQuestion = { cabin: CABINS[lower] ?? "economy", nowMs: NOW_MS, adults: 1 };
    const first = fares(one);
    for (const [what, others] of [
      ["with four adults", fares({ ...one, adults: 4 })],
      ["a day later", fares({ ...one, nowMs: NOW_MS + DAY_MS / 2 })],
      [`in ${CABINS[higher]}`, fares({ ...one, cabin: CABINS[higher] ?? "economy" })],
    ] as const)
      for (const [key, dollars] of others) {
        const before = first.get(key);
        if (before === undefined) continue;
        compared++;
        if (dollars < before - 0.01)
          faults.push(`${key} ${one.cabin} ${before}, ${what} ${dollars}`);
      }
    sides.facts.forget();
  }
  expect(faults).toEqual([]);
  expect(compared).toBeGreaterThan(20 * MARKETS);
});

/** That it fell in these showed both faults of the first floors. */
test.each<[market: string, daysAhead: number, one: FareQuestion, other: FareQuestion]>([
  [
    "KUL-DOH",
    1,
    { cabin: "first", nowMs: NOW_MS, adults: 3 },
    { cabin: "first", nowMs: NOW_MS, adults: 4 },
  ],
  [
    "DFW-YVR",
    26,
    { cabin: "business", nowMs: NOW_MS, adults: 1 },
    { cabin: "first", nowMs: NOW_MS, adults: 1 },
  ],
])("FARE-6 where non-stop flights are full, or have no such cabin: %s in %d days", async (market, daysAhead, one, other) => {
  const sides = sidesOf(await loadTimetable(null));
  const ends = market.split("-").map((code) => sides.facts.timetable.airport(code));
  const [before, after] = [one, other].map((asked) =>
    faresOf(sides, ends as [number, number], TODAY + daysAhead, asked),
  ) as [Map<string, number>, Map<string, number>];
  const both = [...after].filter(([key]) => before.has(key));
  expect(both.length).toBeGreaterThan(0);
  expect(both.filter(([key, dollars]) => dollars < (before.get(key) ?? 0) - 0.01)).toEqual([]);
});

/** What one adult pays for each itinerary of one ticket, by its key. */
function faresOf(
  sides: Sides,
  [origin, destination]: readonly [number, number],
  day: number,
  { adults, ...asked }: FareQuestion,
): Map<string, number> {
  const { itineraries } = expected(sides, {
    ...asked,
    origin,
    destination,
    day,
    passengers: { adults, children: 0, infants: 0 },
    currency: "USD",
    objective: { valuePerHour: 0, penaltyPerStop: 0 },
    stopsMax: 1,
    wanted: 1,
    similar: true,
    selfTransfer: false,
  });
  return new Map(
    itineraries.map((one) => [oracleKey(sides.facts, one), one.fares[0]?.dollars ?? 0]),
  );
}

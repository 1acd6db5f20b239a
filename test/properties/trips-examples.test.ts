/**
 * Round trips for which a cheaper ticket of the same seller existed once, because each slice was
 * pruned by itself: no ticket is cheaper than the first that is found, nor any of the first ten, by
 * an oracle that looks at every ticket. Whatever flights and fares there are: a market that is
 * served no more has no trips on either side.
 */
import { beforeAll, expect, test } from "@jest/globals";
import { dayNumberOf } from "../../bidders/flights/timetable/departures.ts";
import { loadTimetable } from "../../bidders/flights/timetable/load.ts";
import type { Objective } from "../../proto/messages.ts";
import { type Sides, sidesOf } from "../fixtures/stops/questions.ts";
import { tripDifferences } from "../fixtures/stops/trip-questions.ts";

let sides: Sides;
beforeAll(async () => {
  sides = sidesOf(await loadTimetable(null));
});

const PRICE: Objective = { valuePerHour: 0, penaltyPerStop: 0 };
const BEST: Objective = { valuePerHour: 3_000, penaltyPerStop: 4_000 };

test.each<[home: string, away: string, out: string, back: string, objective: Objective]>([
  ["ESB", "HKG", "2027-03-20", "2027-03-27", PRICE],
  ["ESB", "HKG", "2027-03-20", "2027-03-27", BEST],
  ["LED", "DUB", "2027-02-28", "2027-03-07", PRICE],
  ["LED", "DUB", "2027-02-28", "2027-03-07", BEST],
  ["CAN", "MSP", "2027-11-02", "2027-11-09", PRICE],
  ["CAN", "MSP", "2027-11-02", "2027-11-09", BEST],
])("TRIP-5: %s-%s %s and back %s: no cheaper ticket exists (%j)", (home, away, out, back, objective) => {
  const { timetable } = sides.facts;
  const [from, to] = [timetable.airport(home), timetable.airport(away)];
  sides.facts.forget();
  const compared = tripDifferences(sides, {
    slices: [
      { origin: from, destination: to, day: dayNumberOf(out) },
      { origin: to, destination: from, day: dayNumberOf(back) },
    ],
    cabin: "economy",
    passengers: { adults: 1, children: 0, infants: 0 },
    currency: "USD",
    objective,
    stopsMax: 2,
    wanted: 10,
    similar: false,
    nowMs: Date.UTC(2026, 10, 28, 12),
  });
  expect(compared?.differences).toEqual([]);
});

/**
 * The search for trips of several slices against its oracle, on random small timetables: see
 * `trips-questions.ts`. There and back, open jaws, up to four slices; slices that leave on one day,
 * ties, sold-out cabins, nights when clocks change.
 */
import { expect, test } from "@jest/globals";
import { costlyRuns } from "../harness/property-runs.ts";
import { comparedTrips } from "./trips-thread.ts";

const SHARE = costlyRuns({ few: 0.2, some: 0.4, all: 1 });

test("same trips, sellers, prices, order and counts, and no broken floor (TRIP-1 to TRIP-9, PART-1, ROUND-1, ROUND-2)", async () => {
  const [roundTrips, others] = [250 * SHARE, 100 * SHARE];
  const task = { timetable: "random", roundTrips, others, seed: 20_261_128 } as const;
  const { differences, ...counts } = await comparedTrips(task);
  expect(differences.join("\n")).toBe("");
  expect({
    ...counts,
    trips: counts.trips > 5 * (roundTrips + others),
    collapsed: counts.collapsed > 0.2 * (roundTrips + others),
  }).toEqual({ roundTrips, others, left: 0, trips: true, collapsed: true });
});

/**
 * The search for trips of several slices against its oracle, on the timetable that ships: see
 * `trips-questions.ts`.
 */
import { expect, test } from "@jest/globals";
import { costlyRuns } from "../harness/property-runs.ts";
import { comparedTrips } from "./trips-thread.ts";

const SHARE = costlyRuns({ few: 0.08, some: 0.2, all: 1 });

test("the first ten trips, sellers, prices and order of the oracle, and no broken floor (TRIP-1 to TRIP-9)", async () => {
  const [roundTrips, others] = [250 * SHARE, 100 * SHARE];
  const task = { timetable: "shipped", roundTrips, others, seed: 7 } as const;
  const { differences, ...counts } = await comparedTrips(task);
  expect(differences.join("\n")).toBe("");
  expect({
    ...counts,
    trips: counts.trips > 4 * (roundTrips + others),
    left: counts.left < 5,
  }).toEqual({
    roundTrips,
    others,
    trips: true,
    collapsed: counts.collapsed,
    left: true,
  });
});

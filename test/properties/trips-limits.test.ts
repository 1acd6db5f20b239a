/**
 * The search for trips of several slices within limits against its oracle, on random small
 * timetables: see `trips-questions.ts`.
 */
import { expect, test } from "@jest/globals";
import { costlyRuns } from "../harness/property-runs.ts";
import { comparedTrips } from "./trips-thread.ts";

const SHARE = costlyRuns({ few: 0.15, some: 0.3, all: 1 });

test("with limits the search finds the trips that it chooses from without them, filtered (TRIP-12, LEAST-3, LEFT-1, SLICE-4)", async () => {
  const [roundTrips, others] = [300 * SHARE, 160 * SHARE];
  const task = {
    timetable: "random",
    roundTrips,
    others,
    seed: 20_261_130,
    limited: true,
  } as const;
  const { differences, ...counts } = await comparedTrips(task);
  expect(differences.join("\n")).toBe("");
  expect({
    ...counts,
    trips: counts.trips > 4 * (roundTrips + others),
    left: counts.left < 5,
  }).toEqual({ roundTrips, others, left: true, trips: true, collapsed: counts.collapsed });
});

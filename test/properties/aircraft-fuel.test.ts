/** What the gateway knows of aircraft, beside the timetable that ships. */
import { expect, test } from "@jest/globals";
import { loadTimetable } from "../../bidders/flights/timetable/load.ts";
import { aircraftOf } from "../../gateway/details/aircraft-fuel.ts";

test("every type of aircraft of the timetable that ships has fuel and seats (EMISSION-1)", async () => {
  const { aircraftTypes } = await loadTimetable(null);
  expect(aircraftTypes.length).toBeGreaterThan(50);
  expect(aircraftTypes.filter((type) => aircraftOf(type) === undefined)).toEqual([]);
});

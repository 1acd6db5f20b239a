import { expect, test } from "@jest/globals";
import type { TimetableRow } from "./merge.ts";
import { rangeKm, withinRange } from "./ranges.ts";

test.each([
  // Of the source: a regional jet over the Pacific, single aisles over the Atlantic.
  ["ERJ", 11_561, "PVG-STL", false],
  ["738", 9_251, "PUJ-VKO", false],
  ["73G", 8_327, "BRD-GYN", false],
  ["AT7", 2_100, "two hours and a half at most", false],
  // The longest that are flown.
  ["789", 14_508, "PER-LHR", true],
  ["388", 14_201, "AKL-DXB", true],
  ["359", 12_830, "JFK-JNB", true],
  ["77W", 13_390, "JED-LAX", true],
  ["738", 5_578, "EWR-ANC and the like", true],
  ["320", 5_602, "BQS-DME", true],
  ["32Q", 6_200, "transatlantic A321LR", true],
  ["752", 6_748, "KEF-SFO", true],
  ["DH4", 1_341, "ARN-LUX", true],
  ["ZZZ", 15_000, "a type that is not known", true],
])("a %s flies %i km (%s): %s (RANGE-1)", (aircraft, km, _, flies) => {
  const row = { aircraft } as TimetableRow;
  const { rows, beyond } = withinRange([row], () => km);
  expect({ rows: rows.length, beyond: beyond.length }).toEqual({
    rows: flies ? 1 : 0,
    beyond: flies ? 0 : 1,
  });
  expect(km <= rangeKm(aircraft)).toBe(flies);
});

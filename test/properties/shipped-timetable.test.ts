/** The timetable that ships, written as SSIM and read back: every column, every value. */
import { expect, test } from "@jest/globals";
import { loadTimetable } from "../../bidders/flights/timetable/load.ts";
import { thereAndBack, timetableDifference } from "../fixtures/flights/there-and-back.ts";

test("the timetable that ships is what is read back after it was written as SSIM", async () => {
  const timetable = await loadTimetable(null);
  const { timetable: back, report } = thereAndBack(timetable);
  expect(timetableDifference(timetable, back)).toBeUndefined();
  expect(report.counts).toEqual({ structure: 0, leg: 0, warning: 0 });
});

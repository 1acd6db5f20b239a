/**
 * What a bidder's settings make of a timetable: an operator's own schedule and closed airspaces.
 */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "@jest/globals";
import { ssim } from "../../test/fixtures/ssim/schedule.ts";
import { loadFlightData } from "./flight-data.ts";

const folder = mkdtempSync(join(tmpdir(), "flight-data-"));
const path = join(folder, "own.ssim");
writeFileSync(
  path,
  ssim({
    airline: "TK",
    legs: [
      { leg: "TK457 IST-KBP 0900+0300 1000+0200 1234567 01DEC26-31DEC26 320" },
      { leg: "TK1971 IST-LHR 0900+0300 1005+0000 1234567 01DEC26-31DEC26 320" },
    ],
  }),
);
afterAll(() => rmSync(folder, { recursive: true }));

test("an own schedule loses what closures leave out, and a note says so; CLOSURES=none keeps it", async () => {
  const notes: string[] = [];
  const { timetable } = await loadFlightData(path, (note) => notes.push(note));
  expect([...timetable.number]).toEqual([1971]);
  expect(notes.at(-1)).toMatch(
    /^Closed airspaces leave out departures a week .*CLOSURES=none.*: 7 by Ukraine closed/,
  );
  const all: string[] = [];
  const { timetable: whole } = await loadFlightData(path, (note) => all.push(note), "none");
  expect([...whole.number].sort()).toEqual([1971, 457]);
  expect(all.filter((note) => note.includes("Closed airspaces"))).toEqual([]);
});

test("the timetable that ships has nothing that is closed", async () => {
  const notes: string[] = [];
  await loadFlightData(null, (note) => notes.push(note));
  expect(notes).toEqual([]);
});

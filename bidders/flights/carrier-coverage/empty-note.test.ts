import { expect, test } from "@jest/globals";
import { searchOf } from "../../../test/fixtures/flights/context.ts";
import { airportsNote, emptyNote } from "./empty-note.ts";
import { gapsOf } from "./gaps.ts";
import { WORLD_CARRIERS } from "./world-carriers.ts";

/** A timetable without these carriers, and with few flights of MU. */
const gaps = gapsOf((code) => {
  if (["WN", "6E", "AD", "HU"].includes(code)) return 0;
  if (code === "MU") return 63;
  return WORLD_CARRIERS.find(({ carrier }) => carrier === code)?.departuresPerWeek ?? 0;
});
const WN =
  "domestic United States: the timetable has no flights of Southwest Airlines (WN), which flies there";
const IN_AND_CHINA =
  "domestic China: the timetable has no flights of Hainan Airlines (HU) and few of China Eastern (MU), which fly there";

test.each([
  [["HOU-MSY 2026-12-15"], "economy", WN],
  [["HOU-MSY 2026-12-15", "MSY-HOU 2026-12-20"], "economy", WN],
  [["PNQ-GOI 2026-12-15"], "economy", expect.stringMatching(/^domestic India: .*IndiGo \(6E\)/)],
  [["VCP-CNF 2026-12-15"], "economy", expect.stringMatching(/^domestic Brazil: .*Azul \(AD\)/)],
  [["HAK-XIY 2026-12-15"], "economy", IN_AND_CHINA],
  [["HAK-XIY 2026-12-15"], "business", IN_AND_CHINA],
  [["HOU-MSY 2026-12-15", "HAK-XIY 2026-12-20"], "economy", `${WN}; ${IN_AND_CHINA}`],
] as const)("GAP-2: an answer without offers for %j in %s names the carriers that are missing", (slices, cabin, note) => {
  expect(emptyNote(searchOf(slices, { cabin }), gaps)).toEqual(note);
});

test.each([
  [["HOU-MSY 2026-12-15"], "business", "the missing carrier is low-cost"],
  [["LHR-KOI 2026-12-15"], "economy", "no missing carrier flies there"],
] as const)("GAP-2: %j in %s: nothing, because %s", (slices, cabin, _why) => {
  expect(emptyNote(searchOf(slices, { cabin }), gaps)).toBeUndefined();
});

test.each([
  ["KIV-OTP", "KIV (Chisinau) has the code RMO today: search for that"],
  ["JFK-PBI", "PBI (West Palm Beach) has the code DJT today: search for that"],
  ["ULN-FRA", "the timetable has no flights of ULN (Ulan Bator)"],
  [
    "ULN-TSE",
    "the timetable has no flights of ULN (Ulan Bator); TSE (Nur-Sultan) has the code NQZ today: search for that",
  ],
  ["LHR-JFK", undefined],
])("EMPTY-1: an answer without offers for %s notes: %s", (market, note) => {
  const served = ["RMO", "OTP", "JFK", "DJT", "FRA", "LHR", "NQZ"];
  expect(airportsNote(searchOf(`${market} 2027-03-10`), (code) => served.includes(code))).toBe(
    note,
  );
});

test("EMPTY-1: an old code that the timetable still has is served under it", () => {
  expect(airportsNote(searchOf("KIV-OTP 2027-03-10"), () => true)).toBeUndefined();
});

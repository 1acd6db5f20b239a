import { expect, test } from "@jest/globals";
import { airportByCode } from "../../../common/places/airports.ts";
import { flight } from "../../../test/fixtures/flights/context.ts";
import { buildTimetable } from "../timetable/build.ts";
import type { TimetableAirport } from "../timetable/timetable.ts";
import { isSoldAlone, isWithinAfrica, otherHomesOf, stateOf } from "./fifth-freedom.ts";
import { cabotageTagsOf } from "./rights.ts";

/** Whether the last of these flights is a tag. `home` makes the carrier at home there. */
function isTag(flights: readonly string[]): boolean {
  const codes = [
    ...new Set(flights.flatMap((text) => text.split(" ")[1]?.split("-") ?? [])),
  ].sort();
  const timetable = buildTimetable(
    codes.map((code) => airportByCode(code) as TimetableAirport),
    flights.map(flight),
  );
  const [, origin = "", destination = ""] = / (\w{3})-(\w{3}) /.exec(flights.at(-1) ?? "") ?? [];
  const [row = -1] = timetable.market(timetable.airport(origin), timetable.airport(destination));
  return cabotageTagsOf(timetable)[row] === 1;
}

const TP = ["TP1 LIS-OPO 0700 55", "TP9401 LIS-MIA 0900 560"];
const AA = ["AA1 DFW-LAX 0700 180", "AA2 LAX-DFW 0700 180", "AA281 DFW-ICN 1000 860"];
const UA = ["UA1 SFO-HNL 0700 320", "UA2 SFO-GUM 0900 800"];
const AV = ["AV1 BOG-MDE 0700 60", "AV2 BOG-SAL 0900 180"];
const KQ = ["KQ1 NBO-MBA 0700 60", "KQ2 NBO-ACC 0900 360"];

test.each<[string, boolean, string[]]>([
  ["TP from Miami to Bogota", true, [...TP, "TP9402 MIA-BOG 1900 190"]],
  ["AA from Seoul to Shanghai", true, [...AA, "AA9700 ICN-PVG 1522 96"]],
  ["AA from Seoul to Beijing", true, [...AA, "AA9734 ICN-PEK 1319 109"]],
  ["a flight from home", false, AA],
  ["TP between two countries of Europe's single market", false, [...TP, "TP3 MAD-FRA 0900 150"]],
  ["TP from Europe's single market", false, [...TP, "TP3 MAD-CMN 0900 120"]],
  ["UA from a territory of its state", false, [...UA, "UA183 GUM-MNL 1900 235"]],
  ["a group at home in several states", false, [...AV, "AV520 SAL-LAX 0700 315"]],
  ["... but not in all", true, [...AV, "AV7 LIM-LAX 0700 500"]],
  ["African carriers in Africa", false, [...KQ, "KQ3 ACC-FNA 1600 145"]],
  ["... not elsewhere", true, [...KQ, "KQ886 BKK-CAN 1000 170"]],
  ["others in Africa", true, [...TP, "TP9 DSS-CKY 1900 75"]],
  ["what is known to be sold: SQ", false, ["SQ1 SIN-FRA 0900 780", "SQ26 FRA-JFK 0820 510"]],
  ["... in both directions: EK", false, ["EK1 DXB-MXP 0900 400", "EK206 JFK-MXP 2220 455"]],
  [
    "... not in another market",
    true,
    ["EK1 DXB-MXP 0900 400", "EK3 DXB-LHR 0900 400", "EK9 MXP-EWR 1600 560"],
  ],
  // CABOTAGE-6: most departures of the carrier do not touch what would be its home.
  [
    "a schedule that does not show a home",
    false,
    ["EK1 DXB-LHR 0900 400", "EK2 LHR-JFK 1600 480", "EK3 FRA-JFK 1700 500"],
  ],
])("fifth freedom, %s (CABOTAGE-5, CABOTAGE-6)", (_, tag, flights) => {
  expect(isTag(flights)).toBe(tag);
});

test("the tables: whole markets, territories and their states", () => {
  expect(isSoldAlone("SQ", "JFK", "FRA")).toBe(true);
  expect(isSoldAlone("SQ", "FRA", "JFK")).toBe(true);
  expect(isSoldAlone("LH", "FRA", "JFK")).toBe(false);
  // Given up in April 2025.
  expect(isSoldAlone("SQ", "IAH", "MAN")).toBe(false);
  expect(["PR", "GF", "NF", "HK", "US"].map(stateOf)).toEqual(["US", "FR", "AU", "HK", "US"]);
  expect({
    latamHasPeru: otherHomesOf("LA").includes("PE"),
    britishAirwaysOthers: otherHomesOf("BA"),
  }).toEqual({ latamHasPeru: true, britishAirwaysOthers: [] });
  expect({
    kenyaGhana: isWithinAfrica("KE", "GH"),
    kenyaBritain: isWithinAfrica("KE", "GB"),
  }).toEqual({ kenyaGhana: true, kenyaBritain: false });
});

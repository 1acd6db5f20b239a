/** What `nonstop` says of the timetable that ships. */
import { beforeAll, expect, test } from "@jest/globals";
import { ran, searchOf } from "../../test/fixtures/flights/context.ts";
import { coverage, type Nonstop, open, search, whyEmpty } from "./index.ts";

let nonstop: Nonstop;
beforeAll(async () => {
  nonstop = await open({ timetablePath: null });
});

test.each([
  ["HOU-MSY 2026-12-15", /^domestic United States: .*no flights of Southwest Airlines \(WN\)/],
  ["PNQ-GOI 2026-12-15", /^domestic India: .*no flights of IndiGo \(6E\)/],
])("GAP-2: %s has no non-stop flight, and the answer says who is missing", async (market, expected) => {
  const request = searchOf(market);
  expect((await ran(search, nonstop, request)).offers).toEqual([]);
  expect(whyEmpty(request, nonstop)).toMatch(expected);
});

test.each([
  ["KIV-OTP 2027-03-10", "KIV (Chisinau) has the code RMO today: search for that"],
  ["ULN-FRA 2027-03-10", "the timetable has no flights of ULN (Ulan Bator)"],
])("EMPTY-1: %s has no flights, and the answer says so of the airport", async (market, expected) => {
  const request = searchOf(market);
  expect((await ran(search, nonstop, request)).offers).toEqual([]);
  expect(whyEmpty(request, nonstop)).toBe(expected);
});

test("it states what the timetable has", () => {
  expect(coverage(nonstop).carriers.length).toBeGreaterThan(100);
});

import { describe, expect, test } from "@jest/globals";
import { airportByCode } from "../../../../common/places/airports.ts";
import { dayNumberOf } from "../departures.ts";
import { type Closure, closuresOf, concerns, dateOf, knownClosures } from "./closures.ts";

const HEADER = "from;until;places;other end;carriers of;known on;source";
const parse = (...lines: string[]) => closuresOf([HEADER, ...lines, ""].join("\n"));
const place = (code: string) => ({
  code,
  country: airportByCode(code)?.country as string,
});
const isClosed = (closures: readonly Closure[], market: string, state: string, date: string) => {
  const [from = "", to = ""] = market.split("-");
  const day = dayNumberOf(date);
  return closures.some(
    (one) =>
      day >= one.firstDay && day <= one.lastDay && concerns(one, place(from), place(to), state),
  );
};

describe("the table that ships", () => {
  test.each<[market: string, state: string, date: string, closed: boolean]>([
    // The examples of the issue: Ukraine for everyone, Russia and Belarus between some states.
    ["IST-KBP", "TR", "2026-12-15", true],
    ["KBP-ODS", "UA", "2026-12-15", true],
    ["KBP-IST", "TR", "2022-02-23", false],
    ["SIP-SVO", "RU", "2026-12-15", true],
    ["SVO-CDG", "RU", "2026-12-15", true],
    ["SVO-CDG", "RU", "2022-02-27", false],
    ["FRA-SVO", "DE", "2026-12-15", true],
    ["LHR-DME", "GB", "2026-12-15", true],
    ["LHR-DME", "RU", "2022-02-24", false],
    ["JFK-SVO", "RU", "2026-12-15", true],
    ["JFK-SVO", "US", "2026-12-15", true],
    ["SVO-NRT", "RU", "2026-12-15", true],
    ["NRT-VVO", "JP", "2026-12-15", true],
    ["SVO-YYZ", "RU", "2026-12-15", true],
    ["ZRH-SVO", "CH", "2026-12-15", true],
    ["MSQ-FRA", "BY", "2026-12-15", true],
    ["MSQ-FRA", "BY", "2021-06-01", false],
    ["MSQ-VIE", "AT", "2026-12-15", true],
    ["LHR-MSQ", "BY", "2026-12-15", true],
    ["ROV-SVO", "RU", "2026-12-15", true],
    // Smaller ones: Port-au-Prince for carriers of the United States, Khartoum from abroad, the
    // Sahel for those of France, the Congo for Rwanda's, Algeria - Mali.
    ["JFK-PAP", "US", "2027-03-10", true],
    ["PAP-PTP", "FR", "2027-03-10", false],
    ["JFK-PAP", "US", "2024-11-11", false],
    ["KRT-DXB", "AE", "2027-03-10", true],
    ["KRT-PZU", "SD", "2027-03-10", false],
    ["BKO-CDG", "FR", "2027-03-10", true],
    ["OUA-BRU", "BE", "2027-03-10", false],
    ["KGL-FIH", "RW", "2027-03-10", true],
    ["FIH-NBO", "KE", "2027-03-10", false],
    ["ALG-BKO", "DZ", "2027-03-10", true],
    ["ALG-ABJ", "DZ", "2027-03-10", false],
    ["IKA-FRA", "IR", "2027-03-10", true],
    ["IKA-FRA", "DE", "2027-03-10", false],
    // Open: others fly there.
    ["SVO-IST", "RU", "2026-12-15", false],
    ["SVO-IST", "TR", "2026-12-15", false],
    ["BEG-SVO", "RS", "2026-12-15", false],
    ["DXB-DME", "AE", "2026-12-15", false],
    ["PEK-SVO", "CN", "2026-12-15", false],
    ["SVO-LED", "RU", "2026-12-15", false],
    ["MSQ-SVO", "BY", "2026-12-15", false],
    ["NRT-FRA", "JP", "2026-12-15", false],
    ["LHR-FRA", "GB", "2026-12-15", false],
  ])("%s by a carrier of %s on %s: closed %s (CLOSURE-1, CLOSURE-2)", (market, state, date, is) => {
    expect(isClosed(knownClosures(), market, state, date)).toBe(is);
  });

  test("names a source for each, and only places and states that there are", () => {
    const countries = new Set(
      ["SVO", "KBP", "MSQ", "LHR", "JFK", "CDG"].map((code) => place(code).country),
    );
    expect(countries.size).toBe(6);
    for (const { places, source, firstDay, knownOnDay } of knownClosures()) {
      expect(source.length).toBeGreaterThan(20);
      expect(knownOnDay).toBeGreaterThan(firstDay);
      for (const code of places)
        if (code.length === 3)
          expect({ code, airport: airportByCode(code)?.code }).toEqual({ code, airport: code });
    }
  });
});

test("a line: pairs, groups, open and closed ends (CLOSURE-1)", () => {
  const [one] = parse("2026-01-01;2026-03-31;EU ROV;JP US;FR;2026-02-01;a notice; and another");
  expect(one).toMatchObject({
    firstDay: dayNumberOf("2026-01-01"),
    lastDay: dayNumberOf("2026-03-31"),
    source: "a notice; and another",
  });
  const closed = (market: string, state: string) =>
    isClosed([one as Closure], market, state, "2026-02-01");
  expect(
    ["CDG-NRT", "NRT-CDG", "ROV-SJU", "CDG-LHR", "CDG-FRA"].map((market) => closed(market, "FR")),
  ).toEqual([true, true, true, false, false]);
  expect(closed("CDG-NRT", "JP")).toBe(false);
  expect(dateOf([one as Closure])).toBe(dayNumberOf("2026-02-01"));
});

test.each([
  ["2026-13-01;;UA;;;2026-01-01;x", /^closures.csv:2: "2026-13-01" is not a date/],
  ["2026-01-01;;;;;2026-01-01;x", /^closures.csv:2: seven cells are needed/],
  ["2026-01-01;;UA;;;2026-01-01;", /^closures.csv:2: seven cells are needed/],
  ["2026-01-01;;Ukraine;;;2026-01-01;x", /^closures.csv:2: "Ukraine" is not a code/],
  ["2026-01-01;2025-01-01;UA;;;2026-01-01;x", /^closures.csv:2: until 2025-01-01 is before/],
])("a wrong line is named: %s", (line, fault) => {
  expect(() => parse(line)).toThrow(fault);
  expect(() => closuresOf("from;until")).toThrow(/closures.csv:1: the header must be/);
});

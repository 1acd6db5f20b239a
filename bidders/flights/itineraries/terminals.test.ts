import { describe, expect, test } from "@jest/globals";
import { AIRPORTS, flight } from "../../../test/fixtures/flights/context.ts";
import { buildTimetable } from "../timetable/build.ts";
import { TERMINALS } from "./terminal-table.ts";
import {
  TERMINAL_NAMES,
  TERMINALS_A_ROW,
  terminalChangeMinutes,
  terminalColumnsOf,
  terminalOf,
} from "./terminals.ts";

describe("TERMINAL-1: which terminal a flight uses", () => {
  test.each([
    ["by carrier", "LHR", "BA", "GB", "US", "5"],
    ["another one", "LHR", "AA", "US", "GB", "3"],
    ["within the country too", "LHR", "BA", "GB", "GB", "5"],
    ["a carrier that the table does not name there", "LHR", "ZZ", "GB", "US", undefined],
    ["an airport without a table", "EDI", "BA", "GB", "GB", undefined],
    ["domestic", "SYD", "QF", "AU", "AU", "3"],
    ["international, whoever it is", "SYD", "QF", "SG", "AU", "1"],
    ["international, of a carrier without an entry of its own", "SYD", "SQ", "SG", "AU", "1"],
    ["domestic, of a carrier without one", "SYD", "ZZ", "AU", "AU", undefined],
    ["within the Schengen area", "CDG", "AF", "FR", "DE", "2F"],
    ["domestic counts as within it", "CDG", "AF", "FR", "FR", "2F"],
    ["out of it", "CDG", "AF", "FR", "GB", "2E"],
    ["into it", "CDG", "AF", "US", "FR", "2E"],
    ["all that are domestic", "SCL", "LA", "CL", "CL", "1"],
    ["all that are not", "SCL", "LA", "CL", "PE", "2"],
    ["domestic only, and this is not", "ORD", "UA", "DE", "US", undefined],
  ])("%s: %s %s, %s to %s", (_, airport, carrier, from, to, terminal) => {
    expect(terminalOf(airport, carrier, from, to)).toBe(terminal);
  });
});

describe("TERMINAL-2: what a change of terminals takes", () => {
  test.each([
    ["LHR", "3", "5", 90],
    ["LHR", "5", "3", 90],
    ["LHR", "2", "4", 90],
    ["LHR", "5", "5", 0],
    ["CDG", "2E", "2F", 0],
    ["CDG", "2F", "2E", 0],
    ["CDG", "1", "2E", 90],
    ["DXB", "1", "3", 90],
    ["DXB", "3", "2", 120],
    ["SIN", "1", "3", 0],
    ["SIN", "4", "1", 90],
    ["JFK", "4", "8", 120],
    ["EDI", "1", "2", 0],
  ])("%s from %s to %s: %d minutes", (airport, from, to, minutes) => {
    expect(terminalChangeMinutes(airport, from, to)).toBe(minutes);
  });
});

describe("the table", () => {
  test.each(Object.entries(TERMINALS))("%s is well formed", (_, {
    minutes,
    pairs = {},
    terminals,
  }) => {
    const names = Object.keys(terminals);
    expect(names.length).toBeGreaterThan(1);
    for (const name of names) expect(name).toMatch(/^[A-Z0-9]{1,2}$/);
    for (const [pair, between] of Object.entries(pairs)) {
      const [one, other, ...more] = pair.split(" ");
      expect({
        isFirstKnown: names.includes(one ?? ""),
        isSecondKnown: names.includes(other ?? ""),
        more,
      }).toEqual({ isFirstKnown: true, isSecondKnown: true, more: [] });
      expect(between).not.toBe(minutes);
    }
    for (const between of [minutes, ...Object.values(pairs)]) {
      expect(between).toBeGreaterThanOrEqual(0);
      // ENGINE-10: who changes tickets has more time than who changes terminals.
      expect(between).toBeLessThanOrEqual(120);
    }
    const entries = Object.values(terminals).flatMap((text) => text.split(" "));
    for (const entry of entries) expect(entry).toMatch(/^([A-Z0-9]{2}|\*)(\/[DISN])?$/);
    expect(new Set(entries).size).toBe(entries.length);
    for (const entry of entries)
      if (entry.includes("/")) expect(entries).not.toContain(entry.split("/")[0]);
  });

  test("has the thirty busiest airports that have several", () => {
    expect(Object.keys(TERMINALS).length).toBeGreaterThanOrEqual(30);
  });
});

test("columns: by row the terminal of both ends, and minutes by pair", () => {
  const timetable = buildTimetable(AIRPORTS, [
    flight("BA117 LHR-JFK 0830 455"),
    flight("EK1 DXB-LHR 0745 430"),
    flight("ZZ1 EDI-LHR 0700 80"),
  ]);
  const { departureTerminal, arrivalTerminal, terminalMinutes } = terminalColumnsOf(timetable);
  const nameOf = (number: number | undefined) => TERMINAL_NAMES[(number as number) - 1];
  const ends = Array.from({ length: timetable.rows }, (_, row) => [
    timetable.carriers[timetable.carrier[row] as number],
    nameOf(departureTerminal[row]),
    nameOf(arrivalTerminal[row]),
  ]);
  expect(ends.sort()).toEqual([
    ["BA", "LHR 5", "JFK 8"],
    ["EK", "DXB 3", "LHR 3"],
    ["ZZ", undefined, undefined],
  ]);
  const at = (one: string, other: string) =>
    terminalMinutes[
      TERMINALS_A_ROW * (TERMINAL_NAMES.indexOf(one) + 1) + TERMINAL_NAMES.indexOf(other) + 1
    ];
  expect({
    otherTerminal: at("LHR 3", "LHR 5"),
    sameTerminal: at("LHR 5", "LHR 5"),
    otherAirport: at("LHR 3", "JFK 8"),
    terminalUnknown: at("LHR 3", "EDI 1"),
  }).toEqual({ otherTerminal: 90, sameTerminal: 0, otherAirport: 0, terminalUnknown: 0 });
});

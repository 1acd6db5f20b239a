import { describe, expect, test } from "@jest/globals";
import { buildTimetable } from "./build.ts";
import { columnsOf, timetableOf } from "./columns.ts";
import { dayNumberOf, marketOn } from "./departures.ts";
import type { TimetableAirport } from "./timetable.ts";
import { zonesFrom, zoneTablesOf } from "./zone-tables.ts";
import { Zone } from "./zones.ts";

const place = (code: string, zone: string): TimetableAirport => ({
  code,
  country: "XX",
  city: code,
  zone,
  latitude: code.charCodeAt(0),
  longitude: 0,
});
const airports = [place("LHR", "Europe/London"), place("JFK", "America/New_York")];
const timetable = buildTimetable(airports, [
  {
    ...{
      carrier: "BA",
      number: 117,
      origin: "LHR",
      destination: "JFK",
      departure: 510,
      blockMinutes: 455,
      days: 127,
      aircraft: "744",
    },
    ...{ validFrom: dayNumberOf("2026-12-01"), codeshares: ["U2123", "AA6143", "AA99"] },
  },
]);

describe("a timetable that a thread is sent", () => {
  // What structuredClone takes, postMessage takes: the same algorithm.
  const there = timetableOf(structuredClone(columnsOf(timetable)));

  test("answers as the one it was made from", () => {
    const day = dayNumberOf("2026-12-15");
    for (const [o, d] of [
      [0, 1],
      [1, 0],
    ] as const) {
      expect(there.market(o, d)).toEqual(timetable.market(o, d));
      expect(marketOn(there, o, d, day)).toEqual(marketOn(timetable, o, d, day));
    }
    expect(marketOn(there, 0, 1, day)).toHaveLength(1);
    expect(there.codeshares(0)).toEqual(["AA99", "AA6143", "U2123"]);
    expect(there.airport("JFK")).toBe(1);
    expect(there.distanceKm(0, 1)).toBe(timetable.distanceKm(0, 1));
  });

  test("shares every column: only strings and places are copied", () => {
    for (const [name, column] of Object.entries(columnsOf(timetable))) {
      if (ArrayBuffer.isView(column))
        expect({ name, buffer: column.buffer.constructor.name }).toEqual({
          name,
          buffer: "SharedArrayBuffer",
        });
    }
    const kept = there.departure[0] as number;
    try {
      there.departure[0] = 7;
      expect(timetable.departure[0]).toBe(7);
    } finally {
      there.departure[0] = kept;
    }
  });

  test("a row that is not there has no code-shares", () => {
    expect({ afterLast: timetable.codeshares(1), beforeFirst: timetable.codeshares(-1) }).toEqual({
      afterLast: [],
      beforeFirst: [],
    });
  });
});

describe("time zones that a thread is sent", () => {
  test("answer as those that asked the runtime, and ask it for other years only", () => {
    const tables = structuredClone(
      zoneTablesOf({ airports: [...airports, place("CAS", "Africa/Casablanca")] }, 2025, 2027),
    );
    expect(tables.names).toEqual(["Europe/London", "America/New_York", "Africa/Casablanca"]);
    const zones = zonesFrom(tables);
    for (const name of tables.names) {
      const [sent, asked] = [zones.get(name) as Zone, new Zone(name)];
      for (let day = dayNumberOf("2025-01-01"); day < dayNumberOf("2028-01-01"); day++) {
        expect(sent.toUtc(day * 1440 + 90)).toBe(asked.toUtc(day * 1440 + 90));
        expect(sent.offsetAt(day * 1440 + 90)).toBe(asked.offsetAt(day * 1440 + 90));
      }
      const later = dayNumberOf("2030-07-01") * 1440;
      expect(sent.toUtc(later)).toBe(asked.toUtc(later));
    }
  });

  test("within their years they never ask: a zone that the runtime does not know is served", () => {
    const years = {
      firstYear: 2026,
      lastYear: 2026,
      changes: Int32Array.of(),
      offsets: Int16Array.of(90),
    };
    const zone = new Zone("Nowhere/Thread", years);
    expect(zone.toUtc(dayNumberOf("2026-06-01") * 1440)).toBe(
      dayNumberOf("2026-06-01") * 1440 - 90,
    );
    expect(() => zone.toUtc(dayNumberOf("2027-06-01") * 1440)).toThrow(
      /"Nowhere\/Thread" is not a time zone/,
    );
  });
});

import { describe, expect, test } from "@jest/globals";
import { airportByCode } from "../../common/places/airports.ts";
import type { Coordinates } from "../../common/places/flight-time.ts";
import { crossesRussia, extraMinutes, goAroundRussia } from "./around-russia.ts";
import type { TimetableRow } from "./merge.ts";

const place = (code: string) => airportByCode(code) as Coordinates;
const extra = (market: string) => {
  const [from = "", to = ""] = market.split("-");
  return extraMinutes(place(from), place(to));
};

describe("the way around Russia (AROUND-1)", () => {
  // EUROCONTROL, 12 April 2022.
  test.each([
    ["FRA-NRT", 140],
    ["FRA-PEK", 91],
    ["CDG-NRT", 150],
    ["AMS-PEK", 105],
    ["HEL-NRT", 286],
    ["HEL-PEK", 232],
  ])("%s takes some %i minutes longer, as EUROCONTROL has published", (market, published) => {
    expect(extra(market)).toBeGreaterThan(0.8 * published);
    expect(extra(market)).toBeLessThan(1.2 * published);
  });

  test.each([
    // Published: nothing from Frankfurt to India and South-eastern Asia.
    ...["FRA-DEL", "FRA-BKK", "FRA-SIN", "LHR-DEL", "LHR-SIN"],
    // Never over Russia.
    ...["LHR-JFK", "SFO-NRT", "HND-CTS", "DXB-LHR", "SYD-LAX", "ICN-NRT", "VIE-IST"],
    // From and to Russia.
    ...["BEG-SVO", "SVO-VVO"],
  ])("%s takes no longer", (market) => {
    expect(extra(market)).toBe(0);
  });

  test("is as long in both directions", () => {
    for (const market of ["LHR-HND", "HEL-HKG", "ORD-PEK"]) {
      const [from = "", to = ""] = market.split("-");
      expect(extra(market)).toBeGreaterThan(30);
      expect(extra(`${to}-${from}`)).toBe(extra(market));
    }
  });

  test("crosses Russia between Europe and Japan, not between Europe and the Gulf", () => {
    expect(crossesRussia(place("FRA"), place("NRT"))).toBe(true);
    expect(crossesRussia(place("FRA"), place("DXB"))).toBe(false);
  });
});

test("flights of Europe, North America, Japan and Korea are longer, those of others are not (AROUND-1)", () => {
  const row = (carrier: string, destination = "PEK"): TimetableRow => ({
    ...{ carrier, number: 1, origin: "FRA", destination },
    ...{ departure: 600, blockMinutes: 580, days: 3, aircraft: "359" },
  });
  const homes = new Map([
    ["LH", "DE"],
    ["CA", "CN"],
    ["NH", "JP"],
  ]);
  const rows = [row("LH"), row("CA"), row("NH"), row("LH", "JFK")];
  const { rows: moved, around } = goAroundRussia(rows, place, (carrier) => homes.get(carrier));
  const more = extra("FRA-PEK");
  expect(moved.map(({ blockMinutes }) => blockMinutes - 580)).toEqual([more, 0, more, 0]);
  expect(moved.map(({ departure }) => departure)).toEqual([600, 600, 600, 600]);
  expect([...around].map(([key, list]) => [key, list.length])).toEqual([[`FRA-PEK +${more}`, 2]]);
});

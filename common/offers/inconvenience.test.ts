import { describe, expect, test } from "@jest/globals";
import type { OfferSlice } from "../../proto/messages.ts";
import { kilometresBetween } from "../places/distance.ts";
import { areAllied } from "./alliances.ts";
import { EARLY_MINUTES, inconvenienceMinutes, OTHER_ALLIANCE_MINUTES } from "./inconvenience.ts";

type FlightTuple = [carrier: string, from: string, leaves: string, to: string, lands: string];

/** Times such as `1T08:30`: the day of December 2026, and the local time. */
function slice(durationMinutes: number, ...flights: FlightTuple[]): OfferSlice {
  const time = (text: string) => `2026-12-${text.padStart(8, "0")}`;
  return {
    durationMinutes,
    segments: flights.map(([carrier, origin, leaves, destination, lands]) => ({
      carrier,
      flightNumber: `${carrier}1`,
      origin,
      destination,
      departure: time(leaves),
      arrival: time(lands),
      durationMinutes: 60,
      aircraft: "",
    })),
  };
}
const minutes = (...slices: OfferSlice[]) => inconvenienceMinutes(slices, kilometresBetween);
/** A connection in Frankfurt, on one carrier, with a wait between these times. */
const waiting = (lands: string, leaves: string) =>
  slice(700, ["LH", "LHR", "1T09:00", "FRA", lands], ["LH", "FRA", leaves, "SIN", "3T12:00"]);

describe("CONVENIENCE-1: a minute of waiting at night counts once more", () => {
  test.each([
    ["1T12:00", "1T22:59", 0],
    ["1T12:00", "1T23:00", 0],
    ["1T12:00", "1T23:10", 10],
    ["1T22:00", "2T07:00", 7 * 60],
    ["1T23:30", "2T00:30", 60],
    ["2T03:00", "2T09:00", 3 * 60],
    ["2T06:00", "2T09:00", 0],
    ["1T12:00", "3T12:00", 14 * 60],
    // In the hour that comes twice a departure can have an earlier time than the arrival.
    ["2T02:50", "2T02:10", 0],
  ])("landing %s, leaving %s: %d", (lands, leaves, expected) => {
    expect(minutes(waiting(lands, leaves))).toBe(expected);
  });

  test("a night in flight is not a wait, nor is one between two slices", () => {
    expect(minutes(slice(700, ["SQ", "LHR", "1T22:00", "SIN", "2T17:00"]))).toBe(0);
    expect(
      minutes(
        slice(455, ["BA", "LHR", "1T10:00", "JFK", "1T13:00"]),
        slice(420, ["BA", "JFK", "4T10:00", "LHR", "4T22:00"]),
      ),
    ).toBe(0);
  });
});

describe("CONVENIENCE-2: a slice that leaves before 05:00 counts an hour", () => {
  test.each([
    ["1T04:59", EARLY_MINUTES],
    ["1T00:00", EARLY_MINUTES],
    ["1T05:00", 0],
    ["1T23:59", 0],
  ])("%s: %d", (leaves, expected) => {
    expect(minutes(slice(455, ["BA", "LHR", leaves, "JFK", "2T20:00"]))).toBe(expected);
  });

  test("each slice by itself; a connection that leaves so early is a wait at night", () => {
    const early = slice(455, ["BA", "LHR", "1T04:30", "JFK", "1T08:00"]);
    expect(minutes(early, early)).toBe(2 * EARLY_MINUTES);
    expect(minutes(waiting("2T04:00", "2T04:50"))).toBe(50);
  });
});

describe("CONVENIENCE-3: a change to another alliance counts an hour", () => {
  const by = (first: string, second: string) =>
    slice(
      700,
      [first, "LHR", "1T09:00", "FRA", "1T11:00"],
      [second, "FRA", "1T13:00", "SIN", "2T08:00"],
    );
  test.each([
    ["LH", "SQ", 0],
    ["LH", "LH", 0],
    ["BA", "SQ", OTHER_ALLIANCE_MINUTES],
    ["XX", "XX", 0],
    ["XX", "YY", OTHER_ALLIANCE_MINUTES],
    // Of one owner, in no alliance.
    ["EK", "FZ", 0],
    ["KL", "HV", 0],
  ])("%s to %s: %d", (first, second, expected) => {
    expect(minutes(by(first, second))).toBe(expected);
    expect(areAllied(first, second)).toBe(areAllied(second, first));
  });
});

describe("CONVENIENCE-4: each minute beyond twice a direct flight and an hour counts twice more", () => {
  // Paris to Papeete: 15,700 km, a direct flight of some 19 hours, so some 39 hours.
  const byLosAngeles = (hours: number) =>
    minutes(
      slice(
        hours * 60,
        ["AF", "CDG", "1T10:00", "LAX", "1T12:30"],
        ["AF", "LAX", "1T14:00", "PPT", "1T20:00"],
      ),
    );
  test("not below, and then in proportion", () => {
    expect(byLosAngeles(24)).toBe(0);
    expect(byLosAngeles(38)).toBe(0);
    expect(byLosAngeles(42)).toBeGreaterThan(5 * 60);
    expect(byLosAngeles(44) - byLosAngeles(42)).toBe(2 * 2 * 60);
  });

  test("an airport that is not known counts nothing", () => {
    expect(minutes(slice(9_000, ["AF", "CDG", "1T10:00", "QQQ", "7T12:30"]))).toBe(0);
  });
});

import { describe, expect, test } from "@jest/globals";
import type { Segment } from "../../proto/messages.ts";
import { flightTimeFault, isCarrierCode } from "./flight-plausibility.ts";

describe("PLAUSIBLE-1: the code of a carrier", () => {
  test.each(["BA", "U2", "2L", "BAW"])("good: '%s'", (carrier) =>
    expect(isCarrierCode(carrier)).toBe(true));

  test.each(["", "B", "12", "ba", "B A", "B-", "BA1", "123", "BAWX"])("bad: '%s'", (carrier) =>
    expect(isCarrierCode(carrier)).toBe(false));
});

describe("PLAUSIBLE-2: the time of a flight", () => {
  const flight = (durationMinutes: number): Segment => ({
    carrier: "BA",
    flightNumber: "BA1",
    origin: "LHR",
    destination: "JFK",
    departure: "2026-12-15T08:30",
    arrival: "2026-12-15T11:05",
    durationMinutes,
    aircraft: "777",
  });
  const apart = (km: number | undefined) => () => km;

  /** At 1,050 km/h 5,250 km take 300 minutes, and sellers may round by 5. */
  test.each([
    [294, "too-fast", 295],
    [295, undefined, undefined],
    // Twice the longest plausible time without a stop (170 + 5,250 / 12), and four hours.
    [1_455, undefined, undefined],
    [1_456, "too-slow", 1_455],
  ])("5,250 km in %i minutes has the fault %s (undefined: none)", (durationMinutes, code, limitMinutes) =>
    expect(flightTimeFault(flight(durationMinutes), apart(5_250))).toEqual(
      code && { code, km: 5_250, limitMinutes },
    ));

  test("is not judged where the distance is not known", () =>
    expect(flightTimeFault(flight(1), apart(undefined))).toBeUndefined());
});

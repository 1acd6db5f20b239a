import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  LONG_ROUND_TRIP_FACTOR,
  ROUND_TRIP_FACTOR,
  type RoundTrip,
  roundTripFactor,
} from "./round-trip.ts";

const TUESDAY = 20_802; // 2026-12-15
const FRIDAY = TUESDAY + 3;
const SATURDAY = TUESDAY + 4;
const SUNDAY = TUESDAY + 5;

const trip = (more: Partial<RoundTrip> = {}): RoundTrip => ({
  tier: "network",
  countries: ["GB", "US"],
  miles: 3451,
  arrivalDay: TUESDAY,
  returnDay: TUESDAY + 7,
  ...more,
});

describe("round trips", () => {
  test.each<[string, Partial<RoundTrip>, number]>([
    ["a week, far", {}, LONG_ROUND_TRIP_FACTOR],
    ["on a premium carrier", { tier: "premium" }, LONG_ROUND_TRIP_FACTOR],
    ["on a low-cost carrier (ROUNDTRIP-1)", { tier: "low-cost" }, 1],
    ["abroad, near (ROUNDTRIP-2)", { countries: ["GB", "FR"], miles: 215 }, ROUND_TRIP_FACTOR],
    ["within one country, near (ROUNDTRIP-2)", { countries: ["GB", "GB"], miles: 330 }, 1],
    [
      "within one country, far (ROUNDTRIP-2)",
      { countries: ["RU", "RU"], miles: 4000 },
      LONG_ROUND_TRIP_FACTOR,
    ],
    ["within the United States, near (ROUNDTRIP-2)", { countries: ["US", "US"], miles: 700 }, 1],
    ["within the United States, far (ROUNDTRIP-2)", { countries: ["US", "US"], miles: 5000 }, 1],
    ["three nights (ROUNDTRIP-3)", { returnDay: TUESDAY + 3 }, LONG_ROUND_TRIP_FACTOR],
    ["two nights in the week (ROUNDTRIP-3)", { returnDay: TUESDAY + 2 }, 1],
    ["back on the day (ROUNDTRIP-3)", { returnDay: TUESDAY }, 1],
    ["Friday to Saturday (ROUNDTRIP-3)", { arrivalDay: FRIDAY, returnDay: SATURDAY }, 1],
    [
      "Saturday to Sunday (ROUNDTRIP-3)",
      { arrivalDay: SATURDAY, returnDay: SUNDAY },
      LONG_ROUND_TRIP_FACTOR,
    ],
    [
      "Friday to Sunday (ROUNDTRIP-3)",
      { arrivalDay: FRIDAY, returnDay: SUNDAY },
      LONG_ROUND_TRIP_FACTOR,
    ],
    ["Saturday, back on the day (ROUNDTRIP-3)", { arrivalDay: SATURDAY, returnDay: SATURDAY }, 1],
    ["Sunday to Tuesday (ROUNDTRIP-3)", { arrivalDay: SUNDAY, returnDay: SUNDAY + 2 }, 1],
  ])("%s", (_, more, factor) => {
    expect(roundTripFactor(trip(more))).toBe(factor);
  });

  test("never cost more than two one-ways, and staying longer never costs more (ROUNDTRIP-5)", () => {
    fc.assert(
      fc.property(
        fc.constantFrom("low-cost" as const, "network" as const, "premium" as const),
        fc.constantFrom("US", "GB"),
        fc.constantFrom("US", "GB"),
        fc.integer({ min: 30, max: 9000 }),
        fc.nat(6),
        fc.nat(10),
        (tier, from, to, miles, weekday, nights) => {
          const at = (stay: number) =>
            roundTripFactor({
              tier,
              countries: [from, to],
              miles,
              arrivalDay: TUESDAY + weekday,
              returnDay: TUESDAY + weekday + stay,
            });
          expect(at(nights)).toBeLessThanOrEqual(1);
          expect(at(nights + 1)).toBeLessThanOrEqual(at(nights));
        },
      ),
    );
  });
});

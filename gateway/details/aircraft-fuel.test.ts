import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Aircraft, aircraftCodes, aircraftOf, fuelKg, TABLE_KM } from "./aircraft-fuel.ts";

const known = (code: string): Aircraft => {
  const aircraft = aircraftOf(code);
  if (aircraft === undefined) throw new Error(code);
  return aircraft;
};
const KM_PER_NM = 1.852;

describe("FUEL-1 the fuel of a type over a distance", () => {
  // Rows of ICAO's Appendix C, at its distances in nautical miles.
  test.each([
    ["789", 125, 2_445],
    ["789", 5_000, 60_142],
    ["789", 7_500, 89_730],
    ["319", 250, 3_259],
    ["AT7", 500, 1_409],
    ["77W", 3_000, 55_184],
    ["388", 8_000, 224_632],
  ])("%s over %d nautical miles is %d kg, as the table has it", (type, miles, kg) =>
    expect(fuelKg(known(type), miles * KM_PER_NM)).toBeCloseTo(kg, 6));

  test.each([
    // Half-way from 60,142 at 5,000 to 66,060 at 5,500.
    ["between two points", 5_250, 63_101],
    // 2,445 at 125 and 3,925 at 250: 11.84 a mile, also below them.
    ["below the first", 100, 2_149],
    // 83,813 at 7,000 and 89,730 at 7,500: 11.834 a mile, also above them.
    ["above the last", 8_000, 95_647],
  ])("%s: 789 over %d nautical miles is %d kg", (_, miles, kg) =>
    expect(fuelKg(known("789"), miles * KM_PER_NM)).toBeCloseTo(kg, 6));

  test("more distance is more fuel, for every type", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...aircraftCodes()),
        fc.double({ min: 0, max: 20_000, noNaN: true }),
        fc.double({ min: 0.5, max: 2_000, noNaN: true }),
        (code, km, more) => {
          expect(fuelKg(known(code), km + more)).toBeGreaterThan(fuelKg(known(code), km));
        },
      ),
    );
  });

  test("never nothing: the least way that the method counts is 50 km", () => {
    const least = aircraftCodes().map((code) => fuelKg(known(code), 50));
    expect(Math.min(...least)).toBeGreaterThan(10);
  });
});

describe("the table", () => {
  test("each type has two distances at least and grows; seats are those of an airliner", () => {
    const wrong = aircraftCodes().filter((code) => {
      const { fuel, seats } = known(code);
      const grows = fuel.every((kg, i) => i === 0 || kg > (fuel[i - 1] as number));
      return !(grows && fuel.length >= 2 && fuel.length <= TABLE_KM.length && seats >= 9);
    });
    expect(wrong).toEqual([]);
  });

  test.each([
    ["32A", "320"],
    ["A320", "320"],
    ["B744", "744"],
    ["B737", "73G"],
    ["35X", "351"],
    ["78X", "781"],
    ["E7W", "E75"],
  ])("%s is as %s", (code, type) => expect(aircraftOf(code)?.type).toBe(type));

  test.each(["", "XXX", "Q", "constructor"])("%j is no type that it knows", (code) =>
    expect(aircraftOf(code)).toBeUndefined());

  test("wide are those of two aisles", () => {
    const wide = new Set(
      aircraftCodes().flatMap((code) => (known(code).isWide ? [known(code).type] : [])),
    );
    expect([...wide].join(" ")).toBe(
      "332 333 338 339 343 346 351 359 388 744 74H 762 763 764 76W 772 773 77L 77W 781 788 789",
    );
  });
});

import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { CABINS } from "../../../proto/messages.ts";
import { AVAILABILITY } from "../../../test/fixtures/flights/flight-data.ts";
import { cheapestOpen, DAYS_MAX, LEVELS, openClassesStart, SEATS_MAX } from "./availability.ts";
import { CLASS_COUNT, classesOf, classFactor } from "./classes.ts";
import { cabinFactor } from "./curves.ts";
import { fareClass, fareDay, flightSeed } from "./fare.ts";

const levels = Array.from({ length: LEVELS }, (_, level) => level);
const openOf = (cabin: (typeof CABINS)[number], seats: number, ahead: number) =>
  levels.map((level) => cheapestOpen(AVAILABILITY, openClassesStart(cabin, seats), ahead, level));

describe("availability", () => {
  test("only a cabin's own classes are open, from the first day to the last", () => {
    for (const cabin of CABINS) {
      const own = new Set([...classesOf(cabin).map((one) => one.fareClass), CLASS_COUNT]);
      for (let seats = 1; seats <= SEATS_MAX; seats++) {
        for (let ahead = 0; ahead <= DAYS_MAX; ahead++)
          expect(openOf(cabin, seats, ahead).filter((open) => !own.has(open))).toEqual([]);
      }
    }
  });

  test("never cheaper closer to departure (AVAIL-2), nor with more seats (AVAIL-4), and no booking is made past the advance purchase (AVAIL-1): all of the table", () => {
    for (const cabin of CABINS) {
      const sold = new Map(classesOf(cabin).map((one) => [one.fareClass, one.daysAhead]));
      for (let seats = 1; seats <= SEATS_MAX; seats++) {
        for (let ahead = 0; ahead <= DAYS_MAX; ahead++) {
          const [now, before, fewer] = [
            openOf(cabin, seats, ahead),
            openOf(cabin, seats, ahead + 1),
            openOf(cabin, Math.max(1, seats - 1), ahead),
          ];
          expect(
            now.filter((open, i) => open < (before[i] as number) || open < (fewer[i] as number)),
          ).toEqual([]);
          expect(now.filter((open) => (sold.get(open) ?? 0) > ahead)).toEqual([]);
        }
      }
    }
  });

  test("a better cabin costs more on any distance (AVAIL-3): all of the table", () => {
    for (const [i, cabin] of CABINS.entries()) {
      for (const below of CABINS.slice(0, i)) {
        const times = Math.min(
          ...[50, 500, 1000, 2000, 3000, 9000].map(
            (miles) => cabinFactor(cabin, miles) / cabinFactor(below, miles),
          ),
        );
        for (let seats = 1; seats <= SEATS_MAX; seats++) {
          for (let ahead = 0; ahead <= DAYS_MAX; ahead++) {
            const lower = openOf(below, seats, ahead);
            const wrong = openOf(cabin, seats, ahead).filter((open, level) => {
              const other = lower[level] as number;
              return (
                open < CLASS_COUNT &&
                other < CLASS_COUNT &&
                classFactor(open) * times <= classFactor(other)
              );
            });
            expect(wrong).toEqual([]);
          }
        }
      }
    }
  });
});

describe("a flight's class", () => {
  const DAY = 20_802;

  test("depends on the date of the flight, not on that of the trip's first one, and only on its number, cabin, party and days left", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...CABINS),
        fc.integer({ min: 1, max: 9999 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 300 }),
        fc.nat(2),
        (cabin, number, seats, ahead, later) => {
          const seed = flightSeed(`BA${number}`);
          const nowMs = (DAY - ahead) * 86_400_000 + 1234;
          const alone = fareClass(
            fareDay(cabin, DAY + later, nowMs, seats, AVAILABILITY),
            seed,
            DAY + later,
          );
          expect(
            fareClass(fareDay(cabin, DAY, nowMs, seats, AVAILABILITY), seed, DAY + later),
          ).toBe(alone);
        },
      ),
    );
  });
});

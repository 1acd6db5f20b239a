import { describe, expect, test } from "@jest/globals";
import { CABINS } from "../../../proto/messages.ts";
import { AVAILABILITY } from "../../../test/fixtures/flights/flight-data.ts";
import { cheapestOpen, DAYS_MAX, LEVELS, openClassesStart } from "./availability.ts";
import { bookingClass, CLASS_COUNT, classesOf } from "./classes.ts";
import { fareClass, fareDay, flightSeed } from "./fare.ts";

const levels = Array.from({ length: LEVELS }, (_, level) => level);
const openOf = (cabin: (typeof CABINS)[number], seats: number, ahead: number) =>
  levels.map((level) => cheapestOpen(AVAILABILITY, openClassesStart(cabin, seats), ahead, level));

describe("the classes of a cabin", () => {
  test.each([
    ["economy", "O Q N S V L K H M B Y"],
    ["premium_economy", "T E R W"],
    ["business", "I R D C J"],
    ["first", "P A F"],
  ] as const)("%s, cheapest first: %s", (cabin, letters) => {
    const its = classesOf(cabin);
    expect(its.map(({ fareClass }) => bookingClass(cabin, fareClass)).join(" ")).toBe(letters);
    for (const [i, one] of its.slice(1).entries()) {
      expect(one.factor).toBeGreaterThan(its[i]?.factor as number);
      expect(one.daysAhead).toBeLessThanOrEqual(its[i]?.daysAhead as number);
    }
    expect(its.at(-1)?.fareClass).toBe(CLASS_COUNT - 1);
  });
});

describe("availability", () => {
  test("thins out: the mean class rises week by week, and every economy class is the cheapest somewhere", () => {
    const mean = (ahead: number) =>
      openOf("economy", 1, ahead).reduce((sum, open) => sum + open, 0) / LEVELS;
    const means = [180, 45, 21, 14, 7, 3, 1, 0].map(mean);
    for (const [i, one] of means.slice(1).entries())
      expect(one).toBeGreaterThan(means[i] as number);
    const seen = new Set(
      Array.from({ length: DAYS_MAX + 1 }, (_, ahead) => openOf("economy", 1, ahead)).flat(),
    );
    for (let open = 0; open < CLASS_COUNT; open++) expect(seen).toContain(open);
  });

  test("four find seats in economy until departure; nine find some flights full in the last days", () => {
    for (let ahead = 0; ahead <= DAYS_MAX; ahead++)
      expect(openOf("economy", 4, ahead)).not.toContain(CLASS_COUNT);
    expect(openOf("economy", 9, 0)).toContain(CLASS_COUNT);
    expect(openOf("economy", 9, 0).filter((open) => open < CLASS_COUNT).length).toBeGreaterThan(
      LEVELS / 4,
    );
    expect(openOf("economy", 9, 7)).not.toContain(CLASS_COUNT);
  });

  test("higher demand never leaves a cheaper class, three weeks ahead", () => {
    for (const cabin of CABINS) {
      const open = openOf(cabin, 1, 21);
      expect(open).toEqual([...open].sort((a, b) => a - b));
    }
  });
});

describe("a flight's class", () => {
  const DAY = 20_802;

  test("is the same in every process, at any time", () => {
    const classes = ["BA117", "AA100", "FR1", "JL5", "EK1"].map((flight) =>
      [0, 7, 21, 90].map((ahead) =>
        fareClass(
          fareDay("economy", DAY, (DAY - ahead) * 86_400_000, 2, AVAILABILITY),
          flightSeed(flight),
          DAY,
        ),
      ),
    );
    expect(classes).toEqual([
      [10, 7, 6, 6],
      [6, 2, 0, 0],
      [10, 7, 6, 6],
      [10, 4, 4, 3],
      [10, 7, 7, 6],
    ]);
  });

  test("differs from date to date and from flight to flight", () => {
    const day = fareDay("economy", DAY, (DAY - 30) * 86_400_000, 1, AVAILABILITY);
    const open = (flight: string) =>
      Array.from({ length: 60 }, (_, i) => fareClass(day, flightSeed(flight), DAY + i)).join();
    expect(new Set([open("BA117"), open("BA118"), open("AA117")]).size).toBe(3);
    expect(new Set(open("BA117").split(",")).size).toBeGreaterThan(4);
  });

  test("before today it is that of departure, beyond a year that of a year ahead", () => {
    const at = (ahead: number) =>
      levels.map((level) =>
        cheapestOpen(AVAILABILITY, openClassesStart("economy", 1), ahead, level),
      );
    expect(at(-3)).toEqual(at(0));
    expect(at(DAYS_MAX + 100)).toEqual(at(DAYS_MAX));
  });
});

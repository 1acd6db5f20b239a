import { describe, expect, test } from "@jest/globals";
import { cost } from "../../common/money/money.ts";
import { RATES_PATH, readRatesFile } from "../../common/money/rates.ts";
import type { Fault } from "../../proto/errors.ts";
import type { FlightSearch } from "../../proto/messages.ts";
import { flightSearch } from "../../test/harness/offers.ts";
import { objectiveOf, type Preferences } from "./objective.ts";

const faults: Fault[] = [];
const table = readRatesFile(RATES_PATH, faults);
const preferences = { dollarsPerHour: 30, dollarsPerStop: 40 };

describe("the objective", () => {
  test("price: the price alone", () => {
    expect(objectiveOf(flightSearch({ sort: "price" }), preferences, table.into("USD"))).toEqual({
      valuePerHour: 0,
      penaltyPerStop: 0,
    });
  });

  test("best: time and stops cost every traveller with a seat, in the search's currency", () => {
    const search = flightSearch({
      sort: "best",
      passengers: { adults: 2, children: 1, infants: 1 },
    });
    expect(objectiveOf(search, preferences, table.into("USD"))).toEqual({
      valuePerHour: 9_000,
      penaltyPerStop: 12_000,
    });
    const yen = objectiveOf({ ...search, currency: "JPY" }, preferences, table.into("JPY"));
    expect(yen.valuePerHour / 9_000).toBeCloseTo(table.into("JPY").perUnit.get("USD") as number, 2);
  });

  test("best says that inconvenience counts where the setting does; price and duration never do", () => {
    const counting = { ...preferences, countsInconvenience: true };
    const counts = (sort: FlightSearch["sort"], with_: Preferences) =>
      objectiveOf(flightSearch({ sort }), with_, table.into("USD")).countsInconvenience;
    expect(counts("best", counting)).toBe(true);
    expect(counts("best", { ...counting, countsInconvenience: false })).toBeUndefined();
    expect(counts("best", preferences)).toBeUndefined();
    expect(counts("price", counting)).toBeUndefined();
    expect(counts("duration", counting)).toBeUndefined();
  });

  test("duration: no fare outweighs a minute, in any currency, and every cost stays a safe integer", () => {
    for (const currency of table.currencies) {
      const objective = objectiveOf(
        flightSearch({ sort: "duration", currency }),
        preferences,
        table.into(currency),
      );
      const dollar = table.into(currency).perUnit.get("USD") as number;
      const expensive = Math.round(99_000 * 100 * dollar);
      expect(cost(expensive, 600, 0, objective)).toBeLessThan(cost(0, 601, 3, objective));
      expect(Number.isSafeInteger(cost(expensive, 6_000, 0, objective))).toBe(true);
    }
  });
});

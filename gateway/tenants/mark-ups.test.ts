import { expect, test } from "@jest/globals";
import { RATES_PATH, readRatesFile } from "../../common/money/rates.ts";
import { markUpOf } from "./mark-ups.ts";
import type { MarkUpRule } from "./tenants-schema.ts";

const rates = readRatesFile(RATES_PATH, []);

const added = (markUp: readonly MarkUpRule[], currency: string, cabin = "economy" as const) =>
  markUpOf({ markUp }, { cabin, currency }, rates.into(currency))?.of(10_000, "stops", "BA");

test("a fixed amount is the one in the currency of the search, or the first one converted (MARKUPS-1)", () => {
  const rules: MarkUpRule[] = [{ fixed: { USD: 500, EUR: 400 } }];
  const inPounds = Math.round(500 * (rates.into("GBP").perUnit.get("USD") as number));
  expect({
    USD: added(rules, "USD"),
    EUR: added(rules, "EUR"),
    GBP: added(rules, "GBP"),
  }).toEqual({ USD: 500, EUR: 400, GBP: inPounds });
});

test("a rule for a cabin is for searches of it", () => {
  const rules: MarkUpRule[] = [{ cabin: "business", basisPoints: 1_000 }, { basisPoints: 100 }];
  expect({
    economy: added(rules, "USD"),
    business: markUpOf(
      { markUp: rules },
      { cabin: "business", currency: "USD" },
      rates.into("USD"),
    )?.of(10_000, "stops", "BA"),
  }).toEqual({ economy: 100, business: 1_000 });
});

test("a tenant without rules adds nothing", () => {
  expect({
    none: markUpOf({ markUp: [] }, { cabin: "economy", currency: "USD" }, rates.into("USD")),
  }).toEqual({ none: undefined });
});

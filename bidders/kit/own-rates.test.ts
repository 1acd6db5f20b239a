/** Calls that refer to a table of rates. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { z } from "zod";
import { convert, cost } from "../../common/money/money.ts";
import { RATES_PATH, RateTable, readRatesFile } from "../../common/money/rates.ts";
import { decodeCall, encodeCall } from "../../proto/codec/index.ts";
import type { CallForBids } from "../../proto/messages.ts";
import { createHandler, offer, search } from "../../test/fixtures/kit/call-handler.ts";
import { calls } from "../../test/fixtures/wire/arbitraries.ts";
import { GOLDEN } from "../../test/fixtures/wire/golden.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import type { SearchContext } from "./bidder.ts";
import { OwnRates, withRates } from "./own-rates.ts";

const table = readRatesFile(RATES_PATH, []);
/** The bidder has read the same file by itself. */
const own = new OwnRates(readRatesFile(RATES_PATH, []));

test("OWNRATES-1 a call that refers to the table has the rates of one that carries them, to the bit", () => {
  const { rates: _, ...terms } = GOLDEN.calls.full as CallForBids;
  for (const currency of table.currencies) {
    const call = { ...terms, search: { ...terms.search, currency } };
    const carried = decodeCall(encodeCall({ ...call, rates: table.into(currency) }));
    const referred = withRates(decodeCall(encodeCall({ ...call, ratesId: own.id })), own);
    expect(referred?.rates.date).toBe(carried.rates?.date);
    for (const [code, number] of carried.rates?.perUnit ?? [])
      expect(Object.is(referred?.rates.perUnit.get(code), number)).toBe(true);
    expect(referred?.rates.perUnit.size).toBe(table.currencies.length);
  }
});

test("OWNRATES-1, A9 costs and floors are those of the gateway", () => {
  const code = fc.constantFrom(...table.currencies);
  const objective = { valuePerHour: 3_000, penaltyPerStop: 4_000 };
  fc.assert(
    fc.property(code, code, fc.nat(1e9), fc.nat(3_000), fc.nat(4), (from, to, amount, ...way) => {
      const [here, there] = [own.of(own.id, to), table.into(to)].map((rates) =>
        cost(convert(amount, from, rates as never) as number, ...way, objective),
      );
      expect(here).toBe(there);
    }),
    { numRuns: propertyRuns(300) },
  );
});

test("OWNRATES-1 a search gets the rates of the table that its call refers to", async () => {
  const seen: unknown[] = [];
  const recordRates = (_: unknown, { rates }: SearchContext) => {
    seen.push(rates);
    return [offer()];
  };
  const { deliver, answers, handler } = createHandler(recordRates, { rates: own });
  deliver("s1", { rates: undefined, ratesId: own.id });
  await handler.idle();
  expect(seen).toEqual([table.into(search.currency)]);
  expect(answers("s1")).toEqual(["offers: 1"]);
});

test("OWNRATES-2 a call that refers to the table has all else that it was sent with", () => {
  fc.assert(
    fc.property(calls, ({ rates: _, ...call }) => {
      const terms = { ...call, search: { ...call.search, currency: "EUR" } };
      const priced = withRates({ ...terms, ratesId: own.id }, own);
      expect(priced).toEqual({ ...terms, rates: table.into("EUR") });
    }),
    { numRuns: propertyRuns(300) },
  );
});

test("OWNRATES-2 KITPARAMS-1 what is said to this bidder alone reaches its schema", async () => {
  const { deliver, answers, hedged, handler } = createHandler(
    () => [offer()],
    { rates: own },
    { params: z.strictObject({}) },
  );
  deliver("s1", { rates: undefined, ratesId: own.id, params: '{"code":"ABC"}' }, null);
  await handler.idle();
  expect({ answers: answers("s1"), hedged }).toEqual({
    answers: ["declined: params: has a field that is not known"],
    hedged: [],
  });
});

const few = new OwnRates(new RateTable("2026-01-01", { EUR: 1 }));

test.each<[string, OwnRates | undefined, string, string | null]>([
  ["another table", own, "another", "LHR.*"],
  ["another table, as a hedge", own, "another", null],
  ["a table, and the bidder has none", undefined, own.id, "LHR.*"],
  ["the table, in a currency that it does not have", few, few.id, "LHR.*"],
])("OWNRATES-1 a call that refers to %s is declined at once, is counted, and no search gets it", (_, rates, ratesId, market) => {
  let searches = 0;
  const { deliver, answers, bidsFor, reports, handler } = createHandler(
    () => {
      searches++;
      return [];
    },
    { rates },
  );
  deliver("s1", { rates: undefined, ratesId }, market);
  expect(answers("s1")).toEqual([
    expect.stringMatching(/^declined: other rates: the call refers to a table, and this instance /),
  ]);
  expect(bidsFor("s1")).toEqual([expect.objectContaining({ final: true, stopped: true })]);
  expect(reports).toEqual([expect.objectContaining({ status: "declined", bids: 1 })]);
  expect({ searches, running: handler.running, waiting: handler.waiting }).toEqual({
    searches: 0,
    running: 0,
    waiting: 0,
  });
});

import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Rates } from "../../proto/messages.ts";
import { type PostedRates, postedRates, ReceivedRates } from "./posted-rates.ts";

const code = fc.stringMatching(/^[A-Z]{3}$/);
const rate = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
const tables = fc
  .tuple(fc.constantFrom("2026-11-30", "2026-12-01"), fc.array(fc.tuple(code, rate)))
  .map(([date, pairs]): Rates => ({ date, perUnit: new Map(pairs) }));

test("a thread gets the rates that were posted, and the same object for the same rates (POSTEDRATES-1)", () => {
  fc.assert(
    fc.property(fc.array(tables, { minLength: 1, maxLength: 5 }), (all) => {
      const thread = new ReceivedRates();
      const receive = (rates: Rates) => thread.of(structuredClone<PostedRates>(postedRates(rates)));
      const first = all.map(receive);
      expect(first).toEqual(all);
      for (const [at, rates] of all.entries()) expect(receive(rates)).toBe(first[at]);
    }),
  );
});

test("a thread keeps a bounded number of tables, and makes one again that it no longer has (A6)", () => {
  const thread = new ReceivedRates();
  const table = (value: number): Rates => ({ date: "d", perUnit: new Map([["EUR", value]]) });
  const [oldest, ...others] = Array.from({ length: 65 }, (_, at) => table(at)) as [
    Rates,
    ...Rates[],
  ];
  const before = thread.of(postedRates(oldest));
  for (const rates of others) thread.of(postedRates(rates));
  const again = thread.of(postedRates(oldest));
  expect({ same: again === before, again }).toEqual({ same: false, again: oldest });
});

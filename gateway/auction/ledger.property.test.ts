import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { anyCharacter } from "../../test/fixtures/any-character.ts";
import { endedWith, rules, search, wallMs } from "../../test/fixtures/auction/ledger.ts";
import { fare, flightOffer } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { AccountBuffers } from "./account-buffers.ts";
import { accountOf } from "./write-account.ts";

describe("A3: the ledger returns the result unchanged", () => {
  const traits = fc.record({
    number: fc.integer({ min: 1, max: 6 }),
    amount: fc.integer({ min: 0, max: 99_999 }),
    seller: fc.constantFrom("BA", "Alder", "Überflug 語 😀", "x".repeat(100)),
    currency: fc.constantFrom("USD", "GBP"),
    stops: fc.nat(2),
    modelled: fc.boolean(),
    similar: fc.nat(10_000),
    fares: fc.nat(12),
    departs: fc.constantFrom("08:30", "03:00"),
  });
  const objective = fc
    .constantFrom(0, 3_000)
    .map((valuePerHour) => ({ valuePerHour, penaltyPerStop: 0 }));

  test("property, whatever was shown (ACCOUNT-1); and every byte of it is counted", () => {
    fc.assert(
      fc.property(
        fc.array(traits, { maxLength: 12 }),
        fc.option(fc.string({ maxLength: 500, unit: anyCharacter })),
        objective,
        (all, reason, objective) => {
          const offers = all.map(({ fares, ...rest }) => {
            const priced = Array.from({ length: fares }, (_, i) =>
              fare({
                price: { amount: rest.amount + i, currency: rest.currency },
                name: `${i} 語`,
              }),
            );
            return flightOffer(search, { ...rest, durationMinutes: 900, fares: priced });
          });
          const report = {
            bidder: "nonstop",
            outcome: "answered",
            instance: null,
            latencyMs: 0.1,
            offers: 1,
            reason: reason?.toWellFormed() ?? null,
            hedged: false,
          } as const;
          const ended = endedWith("", offers, { bidders: [report], its: { ...rules, objective } });
          const account = accountOf(ended, [], new AccountBuffers());
          expect(account.result()).toEqual(ended.result);
          expect(JSON.stringify(account.result())).toBe(JSON.stringify(ended.result));
          expect(account.rules(wallMs)).toEqual(ended.rules);
          const bodies = ended.opened
            .flat()
            .reduce(
              (sum, { candidate }) => sum + (candidate.sheet.body.at(candidate.row)?.length ?? 0),
              0,
            );
          const { itineraries: _, ...rest } = ended.result;
          expect(account.bytes).toBeGreaterThan(
            bodies + Buffer.byteLength(JSON.stringify([rest, search])),
          );
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });
});

import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compareOffers } from "../../common/offers/ranking-order.ts";
import { encodeBid } from "../../proto/codec/index.ts";
import { anyCharacter } from "../../test/fixtures/any-character.ts";
import { fitsAlone, fitting, type OfferRow, pack, sortRows, surelyFit } from "./rows.ts";

const row: fc.Arbitrary<OfferRow> = fc.record({
  cost: fc.integer({ min: 0, max: 20 }),
  isMixed: fc.boolean(),
  convertedPrice: fc.integer({ min: 0, max: 3 }),
  price: fc.integer({ min: 0, max: 500 }),
  currency: fc.constantFrom("USD", "GBP", "JPY"),
  durationMinutes: fc.integer({ min: 60, max: 62 }),
  departure: fc.integer({ min: 0, max: 2 }),
  stops: fc.integer({ min: 0, max: 2 }),
  itinerary: fc.constantFrom("BA1-LHRJFK-20261201T0830", "BA2-LHRJFK-20261201T0830"),
  seller: fc.oneof(
    fc.constantFrom("BA", "Zürich 航空"),
    fc.string({ unit: anyCharacter, maxLength: 64 }),
  ),
  body: fc.uint8Array({ maxLength: 400 }),
});

describe("rows", () => {
  test("are sorted as the engine's own sort does it, few or many", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const sorted = [...rows];
        sortRows(sorted);
        expect(sorted).toEqual([...rows].sort(compareOffers));
      }),
    );
  });

  test("a sheet has the column `mixed` where a row is mixed (MIXED-1)", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 9 }), (rows) => {
        const column = rows.map(({ isMixed }) => (isMixed ? 1 : 0));
        expect(pack(rows).mixed).toEqual(column.includes(1) ? column : undefined);
      }),
    );
  });

  test("surely fit only where a bid with all of them is no larger (BID-4)", () => {
    let sure = 0;
    fc.assert(
      fc.property(
        fc.array(row, { maxLength: 20 }),
        fc.integer({ min: 4_000, max: 20_000 }),
        (rows, bytesMax) => {
          if (!surelyFit(rows, bytesMax)) return;
          sure++;
          const bytes = encodeBid({
            searchId: "s".repeat(64),
            sequence: 31,
            final: true,
            status: rows.length > 0 ? "offers" : "empty",
            reason: "é".repeat(500),
            sheet: pack(rows),
            floor: null,
          });
          expect(bytes.length).toBeLessThanOrEqual(bytesMax);
          expect(rows.every((one) => fitsAlone(one, bytesMax))).toBe(true);
          expect(fitting(rows, bytesMax)).toEqual({ rows, unsent: 0 });
        },
      ),
    );
    expect(sure).toBeGreaterThan(10);
  });

  test("name each currency and seller once, in the order of their first row, however many there are", () => {
    fc.assert(
      fc.property(fc.array(row, { maxLength: 60 }), (rows) => {
        const sheet = pack(rows);
        expect(sheet.currencies).toEqual([...new Set(rows.map(({ currency }) => currency))]);
        expect(sheet.sellers).toEqual([...new Set(rows.map(({ seller }) => seller))]);
        expect(sheet.seller.map((place) => sheet.sellers[place])).toEqual(
          rows.map(({ seller }) => seller),
        );
        expect(sheet.price).toEqual(rows.map(({ price }) => price));
        expect(sheet.body).toEqual(rows.map(({ body }) => body));
      }),
    );
  });
});

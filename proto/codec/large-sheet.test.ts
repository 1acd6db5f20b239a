/** A large sheet is read as any other, in another form. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { bids } from "../../test/fixtures/wire/arbitraries.ts";
import { byteMutations, changed } from "../../test/fixtures/wire/mutants.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import type { Bid, SheetColumns } from "../messages.ts";
import { encodeBid } from "./bid.ts";
import { readBid, readBidColumns } from "./bid-reader.ts";
import { decodeFallbackRecord, encodeFallbackRecord } from "./fallback-record.ts";
import { keyHash } from "./key-hash.ts";
import { LARGE_SHEET_BYTES } from "./large-sheet.ts";
import { plainSheet } from "./sheet.ts";

const numRuns = propertyRuns(300);

/** Every sheet with rows is large. */
const readAsLarge = (bytes: Uint8Array) => readBidColumns(bytes, 1);
const plain = (bid: Bid<SheetColumns> | undefined) =>
  bid && { ...bid, sheet: plainSheet(bid.sheet) };

describe("CODEC-2, CODEC-3 a large sheet", () => {
  test("what is usual is read without an array, and is the same", () =>
    fc.assert(
      fc.property(bids, (bid) => {
        const bytes = encodeBid(bid);
        const large = readAsLarge(bytes);
        expect(plain(large)).toEqual(plain(readBid(bytes)));
        if (large === undefined || large.sheet.rows === 0) return;
        const { itinerary, keyHash: hashes } = large.sheet;
        expect(hashes).toBeDefined();
        bid.sheet.itinerary.forEach((key, row) => {
          expect(itinerary.at(row)).toBe(key);
          expect(hashes?.[row]).toBe(keyHash(key));
        });
      }),
      { numRuns },
    ));

  test("any other bytes are read, or left to the generated code, as those of a small one", () =>
    fc.assert(
      fc.property(bids, byteMutations, (bid, list) => {
        const bytes = changed(encodeBid(bid), list);
        expect(plain(readAsLarge(bytes))).toEqual(plain(readBid(bytes)));
      }),
      { numRuns: 3 * numRuns },
    ));

  test("a flag of the column mixed that is neither 0 nor 1 is left to the generated code", () =>
    fc.assert(
      fc.property(bids, fc.integer({ min: 2, max: 2 ** 32 - 1 }), (bid, flag) => {
        if (bid.sheet.rows === 0) return;
        const mixed = bid.sheet.price.map((_, i) => (i === 0 ? flag : 1));
        const bytes = encodeBid({ ...bid, sheet: { ...bid.sheet, mixed } });
        expect({ readAsLarge: readAsLarge(bytes), readBid: readBid(bytes) }).toEqual({
          readAsLarge: undefined,
          readBid: undefined,
        });
      }),
      { numRuns },
    ));

  test("it is kept as a fallback by its bytes", () =>
    fc.assert(
      fc.property(fc.array(bids, { maxLength: 3 }), (several) => {
        const sheets = several.flatMap((bid) => readAsLarge(encodeBid(bid))?.sheet ?? []);
        const record = { takenAtMs: 1_795_000_000_123, sheets };
        const same = { ...record, sheets: sheets.map((sheet) => plainSheet(sheet)) };
        expect(encodeFallbackRecord(record)).toEqual(encodeFallbackRecord(same));
        expect(decodeFallbackRecord(encodeFallbackRecord(record))).toEqual(same);
      }),
      { numRuns },
    ));

  test("sheets of few bytes are plain arrays", () => {
    const rows = (count: number) => {
      const zeros = Array<number>(count).fill(0);
      const body = zeros.map(() => new Uint8Array(20));
      const itinerary = zeros.map((_, i) => `BA${i}-LHRJFK-20261215T0830`);
      const numbers = { price: zeros, currency: zeros, seller: zeros, stops: zeros };
      const sheet = { rows: count, ...numbers, durationMinutes: zeros, departure: zeros };
      const whole = { ...sheet, itinerary, body, currencies: ["USD"], sellers: ["BA"] };
      return encodeBid({
        searchId: "a",
        sequence: 0,
        final: true,
        status: "offers",
        reason: null,
        sheet: whole,
        floor: null,
      });
    };
    const isPlain = (bytes: Uint8Array) => Array.isArray(readBidColumns(bytes)?.sheet.price);
    expect(rows(20).length).toBeLessThan(LARGE_SHEET_BYTES);
    expect(isPlain(rows(20))).toBe(true);
    expect(rows(200).length).toBeGreaterThan(LARGE_SHEET_BYTES);
    expect(isPlain(rows(200))).toBe(false);
  });
});

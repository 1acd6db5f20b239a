/** What gateways keep of a bidder's last good bids. */
import { describe, expect, test } from "@jest/globals";
import { fallbackRecords } from "../../test/fixtures/wire/arbitraries.ts";
import {
  type DecoderCase,
  expectRefusal,
  expectRoundTrip,
  ONE_ROW,
  refusal,
} from "../../test/fixtures/wire/decoders.ts";
import { auction } from "../generated/messages.js";
import { LIMITS } from "../limits.ts";
import { decodeFallbackRecord, encodeFallbackRecord } from "./fallback-record.ts";
import { EMPTY_SHEET } from "./sheet.ts";

test("CODEC-3 decode(encode(x)) equals x", () =>
  expectRoundTrip(fallbackRecords, (record) => decodeFallbackRecord(encodeFallbackRecord(record))));

test("CODEC-1, A6 a record of more sheets than are read is refused before one of them is decoded", () => {
  const sheets = (count: number) =>
    auction.FallbackRecord.encode({ takenAtMs: 1, sheets: Array(count).fill({}) }).finish();
  expect(decodeFallbackRecord(sheets(LIMITS.fallbackSheetsMax)).sheets).toEqual(
    Array(LIMITS.fallbackSheetsMax).fill(EMPTY_SHEET),
  );
  const most = sheets(LIMITS.fallbackBytesMax / 2 - 5);
  expect(most.length).toBeLessThanOrEqual(LIMITS.fallbackBytesMax);
  expect(refusal(() => decodeFallbackRecord(most))).toMatchObject({
    code: "bid-malformed",
    message: expect.stringContaining("more than 64 sheets"),
  });
});

describe("CODEC-2 a record that breaks a rule is refused, and the rule is named", () => {
  const { rows: _, ...row } = ONE_ROW;

  test.each<DecoderCase>([
    [
      "a record with a sheet that breaks a rule",
      () =>
        decodeFallbackRecord(
          auction.FallbackRecord.encode({
            takenAtMs: 1,
            sheets: [row, { ...row, stops: [] }],
          }).finish(),
        ),
      "bid-malformed",
      "column stops has 0 rows, price has 1",
    ],
    [
      "a record taken at no time",
      () =>
        decodeFallbackRecord(
          auction.FallbackRecord.encode({ takenAtMs: Number.NaN, sheets: [row] }).finish(),
        ),
      "bid-malformed",
      "taken_at_ms NaN is not a time",
    ],
  ])("%s", expectRefusal);
});

import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeBidColumns, encodeBid, encodeSheet, plainSheet } from "../../proto/codec/index.ts";
import type { SheetColumns } from "../../proto/messages.ts";
import { endedWith, rules, search } from "../../test/fixtures/auction/ledger.ts";
import { bids } from "../../test/fixtures/wire/arbitraries.ts";
import { compactSheetOf, flightOffers } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { type EndedBids, KEPT_BIDS_BYTES_MAX } from "./account-bids.ts";
import { AccountBuffers } from "./account-buffers.ts";
import { type BidderSheets, rank } from "./rank.ts";
import { accountOf } from "./write-account.ts";

const plain = (entries: readonly BidderSheets[]) =>
  entries.map(({ sheets, ...entry }) => ({
    ...entry,
    sheets: sheets.map((sheet) => plainSheet(sheet)),
  }));

/** As a gateway has them: as they came, or in plain arrays. */
const sheet = fc
  .tuple(bids, fc.boolean())
  .map(([bid, asItCame]): SheetColumns => {
    const { sheet: read } = decodeBidColumns(encodeBid(bid));
    return asItCame ? read : plainSheet(read);
  })
  .filter(({ rows }) => rows > 0);

const entry = fc.record(
  {
    bidder: fc.constantFrom("nonstop", "stops", "partners"),
    sheets: fc.array(sheet, { maxLength: 3 }),
    staleAgeMs: fc.nat(600_000),
  },
  { requiredKeys: ["bidder", "sheets"] },
);

const ended = endedWith("", []);
const buffers = new AccountBuffers();
const kept = (of: EndedBids) => accountOf({ ...ended, bids: of }, ["nonstop"], buffers).bids();

describe("the bids that an account keeps", () => {
  test("KEPT-1: every sheet, with its bidder and its age, and what was dropped", () => {
    fc.assert(
      fc.property(
        fc.array(entry, { maxLength: 12 }),
        fc.array(entry, { maxLength: 2 }),
        (entries, belowFloor) => {
          const read = kept({ entries, belowFloor });
          expect(read.isWhole).toBe(true);
          expect(plain(read.entries)).toEqual(plain(entries));
          expect(plain(read.belowFloor)).toEqual(plain(belowFloor));
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });
});

/** Two bids that take one byte more than is kept, or no more. */
function sheetsOf(bytesMore: number): SheetColumns[] {
  const one = compactSheetOf(flightOffers(search, 400));
  const two = compactSheetOf(flightOffers(search, 30, { number: 9_000, amount: 40_000 }));
  const missing = KEPT_BIDS_BYTES_MAX + bytesMore - encodeSheet(two).length;
  // The last offer, which is never shown, is as large as is needed.
  const padded = (bytes: number) => ({
    ...one,
    body: one.body.map((body, i) => (i === one.rows - 1 ? new Uint8Array(bytes) : body)),
  });
  const around = encodeSheet(padded(300_000)).length - 300_000;
  return [padded(missing - around), two];
}

describe("KEPT-2: bids of more bytes than an account keeps", () => {
  test.each([
    ["none more: all are kept", 0, true, [400, 30]],
    ["one more: what was shown is kept", 1, false, [20]],
  ])("%s", (_what, bytesMore, isWhole, rows) => {
    const entries = [
      { bidder: "stops", sheets: sheetsOf(bytesMore).slice(0, 1) },
      { bidder: "nonstop", sheets: sheetsOf(bytesMore).slice(1) },
    ];
    const { itineraries, opened } = rank(entries, rules);
    const result = { ...ended.result, itineraries };
    const bids = { entries, belowFloor: [] };
    const account = accountOf({ ...ended, result, opened, bids }, [], buffers);
    const read = account.bids();
    expect({
      isWhole: read.isWhole,
      rows: read.entries.flatMap(({ sheets }) => sheets.map((one) => one.rows)),
    }).toEqual({ isWhole, rows });
    expect(account.result()).toEqual(result);
    expect(account.bytes).toBeLessThan(KEPT_BIDS_BYTES_MAX + 32_768);
  });
});

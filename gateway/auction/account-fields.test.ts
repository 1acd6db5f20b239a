import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { BidderReport, SellerOffer } from "../../proto/messages.ts";
import { bidderReport, sellerOffer } from "../../proto/schema/result.ts";
import { anyMessage } from "../../test/fixtures/wire/schema-arbitraries.ts";
import { AccountReader, AccountWriter } from "./account-bytes.ts";
import { type AccountFields, accountFields } from "./account-fields.ts";

function kept<T>(fields: AccountFields<T>, value: T): T {
  const writer = new AccountWriter();
  fields.write(writer, value);
  const bytes = Buffer.alloc(writer.length);
  writer.copyTo(bytes);
  return fields.read(new AccountReader(bytes));
}

test("ACCOUNT-1: every field of a report, as its description has it, is read as it was written", () => {
  const fields = accountFields(bidderReport);
  fc.assert(
    fc.property(anyMessage<BidderReport>(bidderReport), (report) => {
      expect(kept(fields, report)).toEqual(report);
      const inOrder = Object.keys(bidderReport.fields).filter((name) => name in report);
      expect(Object.keys(kept(fields, report))).toEqual(inOrder);
    }),
  );
});

test("ACCOUNT-1: lists, messages in messages, instants, and fields that are left out", () => {
  const fields = accountFields(sellerOffer);
  fc.assert(
    fc.property(anyMessage<SellerOffer>(sellerOffer), (offer) => {
      expect(kept(fields, offer)).toEqual(offer);
    }),
  );
});

test("a field that the account has in another place is neither written nor read", () => {
  const fields = accountFields(bidderReport, ["bidder", "reason"]);
  const report: BidderReport = {
    bidder: "nonstop",
    outcome: "late",
    instance: null,
    latencyMs: 812.5,
    offers: 3,
    reason: "too slow",
    hedged: true,
  };
  const { bidder: _bidder, reason: _reason, ...rest } = report;
  expect(kept(fields, report)).toEqual(rest);
});

/** What bidders were told, as a table. */
import { expect, test } from "@jest/globals";
import { feedbackLines, toldBidders } from "./feedback-table.ts";

const paint = (_: string, text: string) => text;
const feedback = { auctions: 12, shown: 7, outbid: 3, late: 1, invalid: 1, gapPercent: 4.2 };
const answer = { bidders: [{ bidder: "nonstop" }, { bidder: "stops", feedback }] };

test("bidders that have asked are listed; an answer of another form lists none", () => {
  expect(toldBidders("gw", answer)).toEqual([{ gateway: "gw", bidder: "stops", ...feedback }]);
  expect(toldBidders("gw", { bidders: [{ bidder: 1 }] })).toEqual([]);
});

test.each([120, 70, 30])("in a terminal of %d columns each number is there (FIT-1)", (width) => {
  const lines = feedbackLines(toldBidders("gw", answer), { width, paint });
  const text = lines.join("\n");
  for (const number of ["12", "7", "3", "4.2 %"]) expect(text).toContain(number);
  for (const line of lines) expect(line.length).toBeLessThanOrEqual(width);
});

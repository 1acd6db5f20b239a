import { describe, expect, test } from "@jest/globals";
import { ENDED_BY } from "../../proto/messages.ts";
import { ENDS, expectNoContradiction, resultEnded } from "../../test/fixtures/auction/ends.ts";
import { endingLine } from "./ending.ts";

describe("why an auction ended, and what is missing", () => {
  test.each(ENDS)("%s, partial %s, %j", (endedBy, partial, reports, reason, completeness) =>
    expect(endingLine(resultEnded(endedBy, partial, reports))).toBe(
      `ended by ${endedBy} after 37.2 ms of 800 ms: ${reason}${completeness && `; ${completeness}`} · search abc`,
    ));

  test.each(ENDED_BY)("%s does not contradict itself", (endedBy) =>
    expectNoContradiction(endedBy, endingLine));
});

test("a bidder's name is shown as plain text", () => {
  const line = endingLine(resultEnded("deadline", true, [["\u001b[2Jx\u202e", "silent"]]));
  expect(line).toContain("partial: \\x1b[2Jx\\u202e did not reply");
});

test("what waiting was expected to bring, and its price", () => {
  const ended = resultEnded("not-worth-waiting", true, [["partners", "silent"]]);
  const waiting = {
    expectedGain: { amount: 4, currency: "USD", low: 1, high: 8 },
    waitMs: 120,
    pricePerSecond: { amount: 50, currency: "USD" },
  };
  expect(endingLine({ ...ended, waiting })).toMatch(
    /worth the wait \(120(\.0)? ms more: .*0\.04.* expected, .*0\.01.* to .*0\.08.*, at .*0\.50.* a second\); partial/,
  );
});

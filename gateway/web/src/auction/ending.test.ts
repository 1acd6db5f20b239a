import { expect, test } from "@jest/globals";
import { ENDED_BY, OUTCOMES } from "../../../../proto/messages.ts";
import { resultEnded } from "../../../../test/fixtures/auction/ends.ts";
import { ending } from "./ending.ts";

test("how an auction ended, and who is missing, in one sentence", () => {
  const partial = resultEnded("complete", true, [
    ["nonstop", "answered"],
    ["partners", "failed"],
  ]);
  expect(ending(partial)).toBe(
    "Ended by complete after 37.2 ms of 800 ms: both bidders replied, but partners could not offer.",
  );
  const quorum = resultEnded("quorum", true, [
    ["nonstop", "answered"],
    ["stops", "silent"],
  ]);
  expect(ending(quorum)).toBe(
    "Ended by quorum after 37.2 ms of 800 ms: enough bidders had replied, so stops was not waited for.",
  );
});

test("where the gateway has told more, its words and the end that the picture has", () => {
  const slow = { ...resultEnded("complete", false, [["nonstop", "answered"]]), deadlineMs: 10_000 };
  expect(ending(slow, { why: "What the gateway says.", endedAtMs: 30.1 })).toBe(
    "Ended by complete after 30.1 ms of 10 s: what the gateway says.",
  );
});

test.each(ENDED_BY)("%s: each bidder that is missing is named once, and no other (WHY-1)", (by) => {
  for (const outcome of OUTCOMES) {
    const text = ending(resultEnded(by, true, [["first", outcome]]));
    const isMissing = outcome !== "answered" && outcome !== "empty";
    expect({ outcome, named: text.split("first").length - 1 }).toEqual({
      outcome,
      named: isMissing ? 1 : 0,
    });
  }
});

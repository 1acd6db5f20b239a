import { describe, expect, test } from "@jest/globals";
import { ENDED_BY } from "../../../../proto/messages.ts";
import {
  ENDS,
  expectNoContradiction,
  resultEnded,
} from "../../../../test/fixtures/auction/ends.ts";
import { ending } from "./ending.ts";

describe("why an auction ended, and what is missing", () => {
  test.each(ENDS)("%s, partial %s, %j", (endedBy, partial, reports, reason, completeness) => {
    const sentence = completeness.replace(/^./, (letter) => ` ${letter.toUpperCase()}`);
    expect(ending(resultEnded(endedBy, partial, reports))).toBe(
      `Ended by ${endedBy} after 37.2 ms of 800 ms: ${reason}.${sentence}${sentence && "."}`,
    );
  });

  test.each(ENDED_BY)("%s does not contradict itself", (endedBy) =>
    expectNoContradiction(endedBy, ending));
});

import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { ENDED_BY, type EndedBy, OUTCOMES, type Outcome } from "../../../proto/messages.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { whyEnded } from "./why-ended.js";

type Row = readonly [bidder: string, outcome: Outcome | null, intended?: "intended"];

function why(endedBy: EndedBy, ...rows: readonly Row[]): string {
  const lanes = rows.map(([bidder, outcome, intended]) => ({
    bidder,
    outcome,
    intended: intended !== undefined,
  }));
  return whyEnded({ endedBy, deadlineMs: 800, lanes });
}

describe("why an auction ended, in one sentence", () => {
  test.each<[EndedBy, readonly Row[], string]>([
    [
      "complete",
      [
        ["nonstop", "answered"],
        ["stops", "empty"],
      ],
      "Both bidders answered.",
    ],
    ["complete", [["nonstop", "answered"]], "The only bidder answered."],
    [
      "complete",
      [
        ["nonstop", "answered"],
        ["partners", "failed"],
      ],
      "Both bidders replied, but partners could not offer.",
    ],
    [
      "complete",
      [
        ["nonstop", "answered"],
        ["stops", "silent"],
        ["partners", "skipped", "intended"],
      ],
      "No bidder was left to wait for, and stops did not reply in time; partners failed too often lately, or had been disabled.",
    ],
    [
      "complete",
      [
        ["nonstop", "answered"],
        ["guest", "late", "intended"],
      ],
      "No bidder was left to wait for, and guest was not waited for.",
    ],
    ["complete", [], "No bidder was left to wait for."],
    [
      "not-worth-waiting",
      [
        ["nonstop", "answered"],
        ["partners", "silent", "intended"],
      ],
      "A cheaper offer was no longer expected to be worth the wait, so partners was not waited for.",
    ],
    [
      "quorum",
      [
        ["nonstop", "answered"],
        ["partners", "late", "intended"],
        ["stops", "silent", "intended"],
      ],
      "Enough bidders had replied, so partners and stops were not waited for.",
    ],
    [
      "quorum",
      [
        ["nonstop", "answered"],
        ["partners", "failed"],
        ["stops", "silent", "intended"],
      ],
      "Enough bidders had replied, so stops was not waited for; partners could not offer.",
    ],
    [
      "settled",
      [
        ["nonstop", "answered"],
        ["stops", "answered", "intended"],
      ],
      "No other bidder could change the result any more.",
    ],
    [
      "deadline",
      [
        ["a", "silent"],
        ["b", "silent"],
        ["c", "silent"],
        ["d", "late"],
      ],
      "The time of 800 ms was up, and d did not finish in time; a, b and c did not reply in time.",
    ],
    [
      "cancelled",
      [["nonstop", "silent", "intended"]],
      "The search was cancelled, so nonstop was not waited for.",
    ],
    [
      "no-bidders",
      [["nonstop", "absent"]],
      "No bidder serves this market now, and nonstop had no live process.",
    ],
    [
      "complete",
      [
        ["nonstop", "answered"],
        ["stranger", null],
      ],
      "The only bidder answered.",
    ],
  ])("%s, %j", (endedBy, rows, sentence) => {
    expect(why(endedBy, ...rows)).toBe(sentence);
  });

  test("property: it names who is missing, once, and contradicts nothing (WHY-1)", () => {
    const row = fc.tuple(fc.constantFrom(...OUTCOMES), fc.boolean());
    fc.assert(
      fc.property(
        fc.constantFrom(...ENDED_BY),
        fc.array(row, { maxLength: 6 }),
        (endedBy, drawn) => {
          const rows = drawn.map(
            ([outcome, intended], i) =>
              [`bidder${i}`, outcome, ...(intended ? (["intended"] as const) : [])] as Row,
          );
          const text = why(endedBy, ...rows);
          expect(text).toMatch(/^[A-Z][^.]*\.$/);
          for (const [bidder, outcome] of rows) {
            const times = text.split(bidder).length - 1;
            const isMissing = outcome !== "answered" && outcome !== "empty";
            expect({ bidder, outcome, times }).toEqual({
              bidder,
              outcome,
              times: isMissing ? 1 : 0,
            });
          }
          const outcomes = rows.map(([, outcome]) => outcome);
          const all = (...right: readonly Outcome[]) =>
            outcomes.every((outcome) => right.includes(outcome as Outcome));
          if (/^(All|Both|The only).* answered/.test(text))
            expect(all("answered", "empty")).toBe(true);
          if (/^(All|Both|The only).* replied/.test(text))
            expect(all("answered", "empty", "declined", "failed", "invalid")).toBe(true);
          const onlyLeft = rows.every(
            ([, outcome, intended]) =>
              outcome === "answered" ||
              ((outcome === "silent" || outcome === "late") && intended !== undefined),
          );
          if (onlyLeft) expect(text).not.toMatch(/in time/);
        },
      ),
      { numRuns: propertyRuns(2_000) },
    );
  });
});

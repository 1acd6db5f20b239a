import { describe, expect, test } from "@jest/globals";
import {
  ENDED_BY,
  type EndedBy,
  OUTCOMES,
  type Outcome,
  type SearchResult,
} from "../../proto/messages.ts";
import { endingLine } from "./ending.ts";

type Reports = readonly (readonly [bidder: string, outcome: Outcome])[];

const result = (endedBy: EndedBy, partial: boolean, reports: Reports): SearchResult => ({
  searchId: "abc",
  endedBy,
  partial,
  elapsedMs: 37.2,
  deadlineMs: 800,
  itineraries: [],
  bidders: reports.map(([bidder, outcome]) => ({
    bidder,
    outcome,
    instance: null,
    latencyMs: null,
    offers: 0,
    reason: null,
    hedged: false,
  })),
});

describe("why an auction ended, and what is missing", () => {
  test.each<[EndedBy, partial: boolean, Reports, words: string]>([
    [
      "complete",
      false,
      [
        ["nonstop", "answered"],
        ["stops", "empty"],
      ],
      "all bidders answered; nothing is missing",
    ],
    [
      "complete",
      true,
      [
        ["nonstop", "answered"],
        ["partners", "failed"],
      ],
      "all bidders replied; partial: partners could not offer (failed)",
    ],
    [
      "complete",
      true,
      [
        ["nonstop", "declined"],
        ["stops", "invalid"],
      ],
      "all bidders replied; partial: nonstop would not offer (declined); stops sent an invalid bid (invalid)",
    ],
    [
      "complete",
      true,
      [
        ["nonstop", "answered"],
        ["stops", "silent"],
      ],
      "no bidder was left to wait for; partial: stops did not reply in time (silent)",
    ],
    [
      "complete",
      true,
      [
        ["nonstop", "absent"],
        ["stops", "skipped"],
      ],
      "no bidder was left to wait for; partial: stops failed too often lately to be waited for (skipped); nonstop had no live process (absent)",
    ],
    [
      "complete",
      false,
      [
        ["nonstop", "answered"],
        ["guest", "failed"],
      ],
      "all bidders replied; nothing that was expected is missing; guest could not offer (failed)",
    ],
    ["complete", false, [], "no bidder was left to wait for"],
    [
      "settled",
      false,
      [
        ["nonstop", "answered"],
        ["stops", "answered"],
      ],
      "no other bidder could change the result any more; nothing is missing",
    ],
    [
      "settled",
      true,
      [
        ["nonstop", "answered"],
        ["partners", "failed"],
      ],
      "no other bidder could change the result any more; partial: partners could not offer (failed)",
    ],
    [
      "quorum",
      true,
      [
        ["nonstop", "answered"],
        ["stops", "silent"],
        ["partners", "silent"],
      ],
      "enough bidders had replied; partial: stops, partners did not reply in time (silent)",
    ],
    ["quorum", false, [["nonstop", "answered"]], "enough bidders had replied; nothing is missing"],
    [
      "deadline",
      true,
      [
        ["nonstop", "late"],
        ["stops", "silent"],
        ["partners", "empty"],
      ],
      "the time was up; partial: nonstop did not finish in time (late); stops did not reply in time (silent)",
    ],
    [
      "cancelled",
      true,
      [["nonstop", "silent"]],
      "the search was cancelled; partial: nonstop did not reply in time (silent)",
    ],
    ["no-bidders", false, [], "no bidder serves this market now"],
    [
      "no-bidders",
      true,
      [["nonstop", "absent"]],
      "no bidder serves this market now; partial: nonstop had no live process (absent)",
    ],
    ["deadline", true, [], "the time was up; partial"],
  ])("%s, partial %s, %j", (endedBy, partial, reports, words) =>
    expect(endingLine(result(endedBy, partial, reports))).toBe(
      `ended by ${endedBy} after 37.2 ms of 800 ms: ${words} · search abc`,
    ));

  // Every ending with every pair of outcomes: what is said of the whole and what is said of its
  // parts agree.
  test.each(ENDED_BY)("%s does not contradict itself", (endedBy) => {
    for (const partial of [true, false]) {
      for (const one of OUTCOMES) {
        for (const other of OUTCOMES) {
          const words = endingLine(
            result(endedBy, partial, [
              ["first", one],
              ["second", other],
            ]),
          ).toLowerCase();
          const missing = [one, other].filter(
            (outcome) => outcome !== "answered" && outcome !== "empty",
          );
          const unheard = [one, other].filter((outcome) =>
            ["silent", "late", "skipped", "absent"].includes(outcome),
          );
          expect(words.includes("all bidders answered")).toBe(
            endedBy === "complete" && missing.length === 0,
          );
          if (unheard.length > 0) expect(words).not.toMatch(/all bidders (answered|replied)/);
          expect(words.includes("partial")).toBe(partial);
          expect(words.includes("nothing is missing")).toBe(!partial && missing.length === 0);
          for (const outcome of missing) expect(words).toContain(`(${outcome})`);
          expect(words.includes("first")).toBe(one !== "answered" && one !== "empty");
        }
      }
    }
  });
});

test("a bidder's name is shown as plain text", () => {
  const line = endingLine(result("deadline", true, [["\u001b[2Jx\u202e", "silent"]]));
  expect(line).toContain("partial: [2Jx did not reply");
});

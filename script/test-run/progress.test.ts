import { describe, expect, test } from "@jest/globals";
import { type ProgressMessage, TestProgress } from "./progress.ts";

const limits = { silentMsMax: 60_000, totalMsMax: 300_000 };

describe("whether a run hangs", () => {
  test.each<
    [what: string, received: [ms: number, ProgressMessage][], nowMs: number, hang: string | null]
  >([
    ["nothing yet, and not for long", [], 59_999, null],
    [
      "nothing at all",
      [],
      60_000,
      "the tests hang: no test file has started or ended for 60 s\n  no test file is running",
    ],
    ["one goes on and on", [[10_000, { type: "started", file: "a" }]], 69_999, null],
    [
      "one goes on for too long, another has ended",
      [
        [9_000, { type: "started", file: "a" }],
        [9_000, { type: "started", file: "b" }],
        [10_000, { type: "ended", file: "b" }],
      ],
      70_000,
      "the tests hang: no test file has started or ended for 60 s\n  running for 61 s: a",
    ],
    [
      "all have ended",
      [
        [1_000, { type: "started", file: "a" }],
        [2_000, { type: "ended", file: "a" }],
        [2_000, { type: "complete", counts: {} }],
      ],
      62_000,
      "the tests hang: no test file has started or ended for 60 s\n  every test file has ended, but jest has not",
    ],
    [
      "files come and go, and it takes for ever",
      [
        [280_000, { type: "ended", file: "a" }],
        [299_000, { type: "started", file: "b" }],
      ],
      300_000,
      "the tests hang: the run has taken 300 s, which is its limit\n  running for 1 s: b",
    ],
  ])("%s", (_what, received, nowMs, hang) => {
    const progress = new TestProgress(limits, 0);
    for (const [ms, message] of received) progress.received(message, ms);
    expect(progress.hang(nowMs)).toBe(hang);
  });
});

import { describe, expect, test } from "@jest/globals";
import { type AuctionProgress, quorumCount, type StopPolicy, verdict } from "./policy.ts";

const policy: StopPolicy = {
  startedAtMs: 0,
  collectUntilMs: 100,
  grace: { share: 0.25, msMin: 5, msMax: 20 },
};
const waiting: AuctionProgress = {
  awaited: 3,
  outstanding: 2,
  settled: false,
  quorumAtMs: null,
  notWorthAtMs: null,
  cancelled: false,
  noSubscribers: false,
};

describe("when an auction stops", () => {
  const table: [
    what: string,
    progress: Partial<AuctionProgress>,
    now: number,
    expected: ReturnType<typeof verdict>,
  ][] = [
    ["waits for the deadline while bidders are out", {}, 10, { wakeAtMs: 100 }],
    ["is complete when the last one is in", { outstanding: 0 }, 10, { stop: "complete" }],
    ["is complete even at the very deadline", { outstanding: 0 }, 100, { stop: "complete" }],
    [
      "is settled when no bidder that is out can change the top",
      { settled: true },
      10,
      { stop: "settled" },
    ],
    [
      "is complete rather than settled when all are in",
      { settled: true, outstanding: 0 },
      10,
      { stop: "complete" },
    ],
    [
      "is settled rather than ended by a quorum of the same instant",
      { settled: true, quorumAtMs: 40 },
      50,
      { stop: "settled" },
    ],
    ["stops at the deadline", {}, 100, { stop: "deadline" }],
    ["wakes when waiting is not worth it", { notWorthAtMs: 60 }, 10, { wakeAtMs: 60 }],
    ["stops when it is not", { notWorthAtMs: 60 }, 60, { stop: "not-worth-waiting" }],
    [
      "ends by quorum rather than by the worth of waiting in the same instant",
      { notWorthAtMs: 50, quorumAtMs: 40 },
      50,
      { stop: "quorum" },
    ],
    [
      "ends by deadline where waiting would be worth it until later",
      { notWorthAtMs: 101 },
      100,
      { stop: "deadline" },
    ],
    ["waits for the grace: a share of the time taken", { quorumAtMs: 40 }, 45, { wakeAtMs: 50 }],
    ["ends by quorum when the grace is over", { quorumAtMs: 40 }, 50, { stop: "quorum" }],
    ["gives a fast quorum the least grace", { quorumAtMs: 4 }, 4, { wakeAtMs: 9 }],
    ["gives a slow quorum the most grace", { quorumAtMs: 80 }, 80, { wakeAtMs: 100 }],
    [
      "ends by quorum when the grace ends with the deadline",
      { quorumAtMs: 80 },
      100,
      { stop: "quorum" },
    ],
    [
      "ends by deadline when the grace would outlast it",
      { quorumAtMs: 95 },
      100,
      { stop: "deadline" },
    ],
    [
      "is cancelled when the caller has disconnected, whatever else is true",
      { cancelled: true, outstanding: 0 },
      100,
      { stop: "cancelled" },
    ],
    [
      "has no bidders when no bidder is subscribed",
      { noSubscribers: true },
      1,
      { stop: "no-bidders" },
    ],
    [
      "waits for a bidder that the roster does not know until the deadline",
      { awaited: 0, outstanding: 0 },
      10,
      { wakeAtMs: 100 },
    ],
  ];
  test.each(table)("%s", (_what, progress, now, expected) => {
    expect(verdict(policy, { ...waiting, ...progress }, now)).toEqual(expected);
  });
});

describe("a quorum", () => {
  test.each([
    [null, 3, null],
    [2, 3, 2],
    ["50%", 3, 2],
    ["34%", 3, 2],
    ["33%", 3, 1],
    ["100%", 3, 3],
    ["1%", 0, 1],
  ] as const)("%s of %s is %s", (quorum, couldAnswer, count) =>
    expect(quorumCount(quorum, couldAnswer)).toBe(count));
});

import { describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import { AuctionError } from "../proto/errors.ts";
import { bidderEvents } from "./events.ts";
import type { CallReport } from "./kit/accepted-call.ts";
import { Statistics } from "./kit/statistics.ts";

describe("failures of a bidder that it survives", () => {
  test("are counted, and logged ever less often, each kind by itself", () => {
    const lines: { what: string; count: number; err: { message: string } }[] = [];
    const statistics = new Statistics(["*.*"], () => 0);
    const events = bidderEvents(
      pino({}, { write: (line: string) => lines.push(JSON.parse(line)) }),
      statistics,
    );
    for (let i = 1; i <= 9; i++) events.failure("a thread died", new Error(`number ${i}`));
    events.failure("another", "a text");
    expect(lines.map(({ what, count }) => [what, count])).toEqual([
      ["a thread died", 1],
      ["a thread died", 2],
      ["a thread died", 4],
      ["a thread died", 8],
      ["another", 1],
    ]);
    expect(lines[2]?.err).toMatchObject({ message: "number 4" });
    expect(statistics.counters().troubles).toBe(10);
  });

  test("A6: whatever is reported, no more than some kinds are remembered", () => {
    let lines = 0;
    const events = bidderEvents(
      pino({}, { write: () => void lines++ }),
      new Statistics([], () => 0),
    );
    for (let i = 0; i < 1_500; i++) events.failure(`kind ${i % 500}`, undefined);
    // each is forgotten before it comes again, or its third would not be logged
    expect(lines).toBe(1_500);
  });
});

describe("what happens to the connection to the broker", () => {
  test.each([
    ["forceReconnect", 20],
    ["reconnecting", 20],
    ["reconnect", 20],
    ["update", 20],
    ["close", 20],
    ["disconnect", 40],
    ["staleConnection", 40],
    ["error", 40],
    ["ldm", 40],
  ])("%s is logged at level %d", (type, level) => {
    const lines: { level: number; type: string }[] = [];
    const log = pino({ level: "trace" }, { write: (line: string) => lines.push(JSON.parse(line)) });
    bidderEvents(log, new Statistics([], () => 0)).brokerStatus(type, "");
    expect(lines).toMatchObject([{ level, type }]);
  });
});

test("a ping is a line of its own at debug, with those that are not answered (PING-1)", () => {
  const lines: object[] = [];
  const log = pino({ level: "trace" }, { write: (line: string) => lines.push(JSON.parse(line)) });
  bidderEvents(log, new Statistics([], () => 0)).brokerPing(2);
  expect(lines).toMatchObject([{ level: 20, unanswered: 2, msg: "broker ping" }]);
});

test("a failed call has a stack in the log only where the failure has no code of its own", () => {
  const lines: string[] = [];
  const events = bidderEvents(
    pino({}, { write: (line: string) => void lines.push(line) }),
    new Statistics([], () => 0),
  );
  const report = {
    auctionId: "s1",
    status: "failed",
    reason: "partner-failed: one: partner-timeout",
  } as unknown as CallReport;
  events.answered(
    { ...report, error: new AuctionError("partner-failed", "one: partner-timeout") },
    0,
  );
  events.answered({ ...report, reason: "internal", error: new TypeError("no such field") }, 0);
  const [expected, internal] = lines.map((line) => JSON.parse(line));
  expect(expected).toMatchObject({
    level: 40,
    auctionId: "s1",
    reason: "partner-failed: one: partner-timeout",
  });
  expect(expected.err).toBeUndefined();
  expect(internal.err).toMatchObject({ message: "no such field", stack: expect.any(String) });
});

test("a call's times are logged with one decimal", () => {
  const lines: string[] = [];
  const log = pino({}, { write: (line: string) => void lines.push(line) });
  const report = { status: "failed", reason: "timeout", queueingMs: 0 } as unknown as CallReport;
  bidderEvents(log, new Statistics([], () => 0)).answered(
    { ...report, waitedMs: 51.81198699999368, tookMs: 1_590.5391499999969 },
    0,
  );
  expect(JSON.parse(lines[0] as string)).toMatchObject({
    queueingMs: 0,
    waitedMs: 51.8,
    tookMs: 1_590.5,
  });
});

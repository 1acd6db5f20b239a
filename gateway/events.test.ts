import { describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import { AuctionError } from "../proto/errors.ts";
import type { SearchResult } from "../proto/messages.ts";
import { flightSearch } from "../test/harness/offers.ts";
import { createEvents } from "./events.ts";

function kept() {
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { level: "trace" },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  );
  return { lines, events: createEvents(log, { running: () => 0, waiting: () => 0 }) };
}

describe("what is refused is one line in the log", () => {
  test("an internal error with what was thrown, and where", () => {
    const { lines, events } = kept();
    events.refused("http", AuctionError.from(new TypeError("x is undefined")));
    expect(lines).toEqual([
      expect.objectContaining({
        level: 50,
        msg: "refused",
        code: "internal",
        err: expect.objectContaining({
          type: "TypeError",
          message: "x is undefined",
          stack: expect.stringContaining("events.test.ts"),
        }),
      }),
    ]);
  });

  test("even when it was no Error that was thrown", () => {
    const { lines, events } = kept();
    events.refused("nats", AuctionError.from("plain text"));
    expect(lines).toEqual([expect.objectContaining({ level: 50, err: "plain text" })]);
  });

  test.each([
    new AuctionError("malformed", "no search", { cause: new Error("inner") }),
    new AuctionError("overloaded", "1 search is under way"),
    new AuctionError("no-broker", "the gateway has no connection to its broker", {
      cause: new Error("closed"),
    }),
    new AuctionError("shutting-down", "another gateway will answer"),
  ])("$code is a warning without a stack", (error) => {
    const { lines, events } = kept();
    events.refused("http", error);
    expect(lines).toEqual([
      expect.objectContaining({ level: 40, code: error.code, detail: error.message }),
    ]);
    expect(lines[0]).not.toHaveProperty("err");
  });

  test("A6: a detail of any length is a line of bounded length", () => {
    const { lines, events } = kept();
    events.refused("http", new AuctionError("malformed", "x".repeat(1e6)));
    expect((lines[0]?.["detail"] as string).length).toBe(2_000);
  });

  test("and a count, by transport and code", async () => {
    const { events } = kept();
    events.refused("http", new AuctionError("malformed", ""));
    expect(await events.registry.metrics()).toContain(
      'auction_refused_total{door="http",code="malformed"} 1',
    );
  });
});

test("a search is one line, and is counted by its transport, its end and its bidders", async () => {
  const { lines, events } = kept();
  const result = {
    searchId: "s",
    endedBy: "quorum",
    partial: true,
    elapsedMs: 40,
    itineraries: [{}],
    bidders: [
      { bidder: "nonstop", outcome: "answered", latencyMs: 12.5, offers: 3 },
      { bidder: "stops", outcome: "silent", latencyMs: null, offers: 0 },
    ],
  } as unknown as SearchResult;
  for (let i = 0; i < 2; i++) events.searched("nats", flightSearch(), result, "a");
  const line = {
    door: "nats",
    endedBy: "quorum",
    bidders: { nonstop: "answered 12.5 ms", stops: "silent" },
  };
  expect(lines).toEqual([expect.objectContaining(line), expect.objectContaining(line)]);
  const shown = await events.registry.metrics();
  for (const one of [
    'auction_searches_total{door="nats",ended_by="quorum",partial="true"} 2',
    'auction_seconds_bucket{le="0.03",ended_by="quorum"} 0',
    'auction_seconds_bucket{le="0.05",ended_by="quorum"} 2',
    'auction_outcomes_total{bidder="nonstop",outcome="answered"} 2',
    'auction_outcomes_total{bidder="stops",outcome="silent"} 2',
    'auction_offers_total{bidder="nonstop"} 6',
    'auction_offers_total{bidder="stops"} 0',
    'auction_bid_seconds_sum{bidder="nonstop"} 0.025',
  ])
    expect(shown).toContain(`${one}\n`);
  expect(shown).not.toContain('auction_bid_seconds_count{bidder="stops"}');
});

const LEVELS: Record<number, string> = {
  10: "trace",
  20: "debug",
  30: "info",
  40: "warn",
  50: "error",
};
const levelsOf = (lines: readonly Record<string, unknown>[]) =>
  lines.map(({ level }) => LEVELS[level as number]);

test.each([
  ["reconnecting", "debug"],
  ["connect", "info"],
  ["reconnect", "info"],
  ["update", "info"],
  ["ldm", "info"],
  ["close", "info"],
  ["disconnect", "warn"],
  ["error", "warn"],
  ["staleConnection", "warn"],
  ["slowConsumer", "warn"],
])("the broker's status '%s' is logged at %s", (type, level) => {
  const { lines, events } = kept();
  events.broker(type, "", true);
  expect(levelsOf(lines)).toEqual([level]);
});

describe("readiness is a line when it changes, and only then", () => {
  test.each<[what: string, whys: (string | null)[], levels: string[]]>([
    [
      "a start",
      ["no connection", "no connection", "asking", null, null],
      ["debug", "debug", "info"],
    ],
    ["ready at once", [null, null], ["info"]],
    [
      "the broker goes and comes back",
      [null, "no connection", "no connection", null],
      ["info", "warn", "info"],
    ],
    [
      "two reasons one after the other",
      [null, "no connection", "asking", null],
      ["info", "warn", "warn", "info"],
    ],
  ])("%s", (_what, whys, levels) => {
    const { lines, events } = kept();
    for (const why of whys) events.readiness(why);
    expect(levelsOf(lines)).toEqual(levels);
  });
});

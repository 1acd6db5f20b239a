import { describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import { AuctionError } from "../proto/errors.ts";
import type { SearchResult } from "../proto/messages.ts";
import { flightSearch } from "../test/harness/offers.ts";
import { createEvents } from "./events.ts";
import { RecentMinutes } from "./market-view/recent-minutes.ts";

function kept() {
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { level: "trace" },
    { write: (line: string) => void lines.push(JSON.parse(line)) },
  );
  return {
    lines,
    events: createEvents(
      log,
      { running: () => 0, waiting: () => 0 },
      { version: "1.2.3", required: ["nonstop"] },
      new RecentMinutes({ now: () => 0, wall: () => 0 }),
    ),
  };
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

  test("a partial result that its caller refuses is no warning, and has the id by which it is kept", () => {
    const { lines, events } = kept();
    const partial = { searchId: "s1", endedBy: "deadline", bidders: [] } as const;
    events.refused("http", new AuctionError("partial-result", "it lacks partners", { partial }));
    expect(lines).toEqual([
      expect.objectContaining({ level: 30, code: "partial-result", searchId: "s1" }),
    ]);
  });

  test.each([
    new AuctionError("malformed", "no search", { cause: new Error("inner") }),
    new AuctionError("invalid-search", "slices[0].origin is no airport"),
    new AuctionError("not-found", "nothing is there"),
    new AuctionError("rate-limited", "too many requests"),
  ])("a caller's mistake ($code) is no warning, and has no stack", (error) => {
    const { lines, events } = kept();
    events.refused("http", error);
    expect(lines).toEqual([expect.objectContaining({ level: 30, code: error.code })]);
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
    deadlineMs: 37,
    itineraries: [{ sellers: [] }],
    bidders: [
      { bidder: "nonstop", outcome: "answered", latencyMs: 12.5, offers: 3 },
      { bidder: "stops", outcome: "silent", latencyMs: null, offers: 0 },
    ],
  } as unknown as SearchResult;
  for (let i = 0; i < 2; i++)
    events.searched({ transport: "nats", search: flightSearch(), result, auctionId: "a" });
  const line = {
    door: "nats",
    endedBy: "quorum",
    bidders: { nonstop: "answered 12.5 ms", stops: "silent" },
  };
  expect(lines).toEqual([expect.objectContaining(line), expect.objectContaining(line)]);
  const shown = await events.registry.metrics();
  for (const one of [
    'auction_searches_total{door="nats",ended_by="quorum",partial="true"} 2',
    'auction_duration_seconds_bucket{le="0.03",ended_by="quorum"} 0',
    'auction_duration_seconds_bucket{le="0.05",ended_by="quorum"} 2',
    'auction_overrun_seconds_bucket{le="0.002"} 0',
    'auction_overrun_seconds_bucket{le="0.005"} 2',
    'auction_outcomes_total{bidder="nonstop",outcome="answered"} 2',
    'auction_outcomes_total{bidder="stops",outcome="silent"} 2',
    'auction_offers_total{bidder="nonstop"} 6',
    'auction_offers_total{bidder="stops"} 0',
    'auction_bid_duration_seconds_sum{bidder="nonstop"} 0.025',
  ])
    expect(shown).toContain(`${one}\n`);
  expect(shown).not.toContain('auction_bid_duration_seconds_count{bidder="stops"}');
});

test("an auction that ends before its deadline has no overrun", async () => {
  const { events } = kept();
  const result = {
    searchId: "s",
    partial: false,
    endedBy: "complete",
    elapsedMs: 36,
    deadlineMs: 37,
    itineraries: [],
    bidders: [],
  };
  events.searched({
    transport: "nats",
    search: flightSearch(),
    result: result as unknown as SearchResult,
    auctionId: "a",
  });
  const shown = await events.registry.metrics();
  expect(shown).toContain('auction_overrun_seconds_bucket{le="0.002"} 1\n');
  expect(shown).toContain("auction_overrun_seconds_sum 0\n");
});

test("required bidders have a breaker and instances at the first scrape, others from when they join", async () => {
  const { events } = kept();
  const values = async () =>
    (await events.registry.metrics())
      .split("\n")
      .filter((line) => /^auction_(breaker|instances|hedges_total)\{/.test(line));
  expect(await values()).toEqual([
    'auction_instances{bidder="nonstop"} 0',
    'auction_breaker{bidder="nonstop"} 0',
    'auction_hedges_total{bidder="nonstop"} 0',
  ]);
  events.joined("stops", "one");
  events.breaker("stops", "open");
  events.joined("stops", "two");
  expect(await values()).toEqual(
    expect.arrayContaining([
      'auction_instances{bidder="stops"} 2',
      'auction_breaker{bidder="stops"} 2',
      'auction_hedges_total{bidder="stops"} 0',
    ]),
  );
});

test("a reconnect to the broker is counted", async () => {
  const { events } = kept();
  for (const type of ["disconnect", "reconnecting", "reconnect"])
    events.broker(type, "", type === "reconnect");
  expect(await events.registry.metrics()).toContain("auction_broker_reconnects_total 1\n");
});

test("a request whose caller went away has no status, and methods that nobody knows are one label", async () => {
  const { events } = kept();
  events.requested("/live", "GET", 200, 2);
  events.requested("other", "X-1", 405, 2);
  events.requested("/v1/searches", "POST", null, 2);
  const shown = await events.registry.metrics();
  for (const one of [
    'http_requests_total{route="/live",method="GET",code="200"} 1',
    'http_requests_total{route="other",method="other",code="405"} 1',
    'http_requests_total{route="/v1/searches",method="POST",code="none"} 1',
    'http_request_duration_seconds_bucket{le="0.005",route="/live"} 1',
    'auction_build_info{component="gateway",version="1.2.3",node="',
  ])
    expect(shown).toContain(one);
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

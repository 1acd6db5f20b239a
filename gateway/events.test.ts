import { describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import { AuctionError } from "../proto/errors.ts";
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

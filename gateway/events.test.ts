import { describe, expect, test } from "@jest/globals";
import { pino } from "pino";
import { AuctionError } from "../proto/errors.ts";
import { createEvents } from "./events.ts";

function kept() {
  const lines: Record<string, unknown>[] = [];
  const log = pino({ level: "debug" }, { write: (line: string) => void lines.push(JSON.parse(line)) });
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
        err: expect.objectContaining({ type: "TypeError", message: "x is undefined", stack: expect.stringContaining("events.test.ts") }),
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
  ])("$code is a warning without a stack", (error) => {
    const { lines, events } = kept();
    events.refused("http", error);
    expect(lines).toEqual([expect.objectContaining({ level: 40, code: error.code, detail: error.message })]);
    expect(lines[0]).not.toHaveProperty("err");
  });

  test("A6: a detail of any length is a line of bounded length", () => {
    const { lines, events } = kept();
    events.refused("http", new AuctionError("malformed", "x".repeat(1e6)));
    expect((lines[0]?.["detail"] as string).length).toBe(2_000);
  });

  test("and a count, by door and code", async () => {
    const { events } = kept();
    events.refused("http", new AuctionError("malformed", ""));
    expect(await events.registry.metrics()).toContain('auction_refused_total{door="http",code="malformed"} 1');
  });
});

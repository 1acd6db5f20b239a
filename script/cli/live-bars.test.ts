import { describe, expect, test } from "@jest/globals";
import type { SearchEvent } from "../../proto/messages.ts";
import { report } from "../../test/fixtures/cli/results.ts";
import { columnsOf } from "./layout.ts";
import { LiveBars, type Screen } from "./live-bars.ts";
import { LiveProgress } from "./search-progress.ts";

const screen = (width: number, rows = 24): Screen => ({
  width,
  rows,
  paint: (_style, text) => text,
});
const opened = (...expected: string[]): SearchEvent => ({
  type: "opened",
  opened: { searchId: "abc", deadlineMs: 800, expected },
});

/** Two bidders at 400 ms of 800: one has answered, and one has not. */
function half(): LiveBars {
  const bars = new LiveBars();
  bars.onEvent(opened("nonstop", "stops"), 1_000);
  bars.onEvent({ type: "bid", bid: report({ latencyMs: 200 }) }, 1_200);
  return bars;
}

describe("a bar against the deadline (LIVE-1)", () => {
  test("it grows until its bidder has answered", () => {
    const [first = "", second = ""] = half().lines(1_400, screen(80));
    const bar = (line: string) => [...line].filter((one) => "█▒·".includes(one)).join("");
    const width = bar(first).length;
    expect({ width, texts: [first, second].map((line) => line.replace(bar(line), "▏")) }).toEqual({
      width: 37,
      texts: ["nonstop  ▏  answered    200.0 ms   5 offers", "stops    ▏  waiting     400.0 ms"],
    });
    expect({ quarter: bar(first), half: bar(second) }).toEqual({
      quarter: "█".repeat(Math.round(width / 4)).padEnd(width, "·"),
      half: "▒".repeat(Math.round(width / 2)).padEnd(width, "·"),
    });
    expect(half().lines(9_999, screen(80))[0]).toBe(first);
  });

  test("at the end all have their outcome, also those that no event has named", () => {
    const bars = half();
    const silent = report({ bidder: "stops", outcome: "silent", latencyMs: null, offers: 0 });
    bars.finish([report(), silent, report({ bidder: "later", outcome: "absent" })]);
    expect(bars.lines(2_000, screen(100)).map((line) => line.replaceAll(/[█·▒]+/g, "▏"))).toEqual([
      "nonstop  ▏  answered     12.1 ms   5 offers",
      "stops    ▏  silent             –   0 offers",
      "later    ▏  absent       12.1 ms   5 offers",
    ]);
  });

  test("what a bidder says does not control the terminal (TERM-1)", () => {
    const bars = half();
    bars.onEvent({ type: "bid", bid: report({ bidder: "\u001b[2J", reason: "\u009b" }) }, 1_300);
    const text = bars.lines(1_400, screen(120)).join("");
    expect(text).toContain("\\x1b[2J");
    expect(text).not.toMatch(/\p{Cc}/u);
  });

  test.each([40, 60, 79, 80, 132])("%d columns: no line is as wide as the terminal", (width) => {
    const bars = half();
    const reason = "x".repeat(500);
    bars.onEvent({ type: "bid", bid: report({ bidder: "a-bidder-with-a-long-name", reason }) }, 1);
    for (const line of bars.lines(1_400, screen(width)))
      expect({ line, fits: columnsOf(line) < width }).toEqual({ line, fits: true });
  });

  test("fewer lines than rows, and how many bidders are left out", () => {
    const bars = new LiveBars();
    bars.onEvent(opened(...Array.from({ length: 30 }, (_, i) => `b${i}`)), 0);
    const lines = bars.lines(1, screen(80, 10));
    expect(lines).toHaveLength(9);
    expect(lines.at(-1)).toBe("and 22 more");
  });
});

test("bars are drawn in their place, and not after the end (LIVE-1)", () => {
  const written: string[] = [];
  let tick = () => {};
  let stopped = 0;
  let now = 0;
  const progress = new LiveProgress({
    write: (text) => written.push(text),
    screen: () => screen(80),
    now: () => now,
    repeat: (call) => {
      tick = call;
      return () => {
        stopped++;
      };
    },
  });
  progress.onEvent(opened("nonstop", "stops"));
  now = 100;
  tick();
  progress.end([report()]);
  const up = (lines: number) => `\u001b[${lines}A\r\u001b[J`;
  expect(written.map((text) => text.split("nonstop")[0])).toEqual(["\r\u001b[J", up(2), up(2)]);
  expect({ stopped, last: written.at(-1) }).toEqual({
    stopped: 1,
    last: expect.stringMatching(/answered .*5 offers\nstops .*waiting .*\n$/),
  });
});

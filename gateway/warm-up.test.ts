/** What a gateway does before it takes searches. */
import { describe, expect, test } from "@jest/globals";
import type { Clock } from "../common/runtime/clock.ts";
import type { SearchResult } from "../proto/messages.ts";
import { type GatewayConfig, readConfig } from "./config.ts";
import { warmUp } from "./warm-up.ts";

const NOW_MS = Date.UTC(2026, 10, 23, 12);

function configOf(settings: Readonly<Record<string, string>> = {}): GatewayConfig {
  const broker = { NATS_URL: "nats://127.0.0.1:4222", NATS_USER: "gateway", NATS_PASSWORD: "none" };
  return readConfig({ ...broker, ...settings });
}

/** Warms up with a steady clock that moves with each result, and with so much work for each. */
async function warmed(config: GatewayConfig, limitMs: number, stepMs: number, workMs = 0) {
  let nowMs = 0;
  const clock: Clock = { now: () => nowMs, wall: () => NOW_MS, at: () => () => {} };
  const results: SearchResult[] = [];
  let workedMs = 0;
  const onResult = (json: string) => {
    nowMs += stepMs;
    workedMs += workMs;
    results.push(JSON.parse(json));
  };
  let indexes = 0;
  const places = () => void indexes++;
  const ports = { clock, limitMs, workedMs: () => workedMs, places };
  const searches = await warmUp(config, { ...ports, onResult });
  return { searches, results, indexes };
}

describe("GATEWAYWARM-1: a warm-up ends, and its searches have results like real ones", () => {
  test("it ends with the search that has begun when its share of work, or its time, is over", async () => {
    expect((await warmed(configOf(), 300, 0, 100)).searches).toBe(3);
    expect((await warmed(configOf(), 100, 100)).searches).toBe(3);
  });

  test("it ends after some searches, where they take no time", async () => {
    expect((await warmed(configOf(), 300, 0)).searches).toBe(300);
  });

  test("without a time limit nothing is searched, and no index made", async () => {
    expect(await warmed(configOf(), 0, 1)).toEqual({ searches: 0, results: [], indexes: 0 });
  });

  test.each([
    {},
    { AUCTION_REQUIRED: "nonstop,stops" },
  ])("every bidder has answered, and all offers that are shown are sound: %j", async (settings) => {
    const { results } = await warmed(configOf(settings), 1, 3);
    expect(results.map(({ endedBy }) => endedBy)).toEqual(["complete"]);
    const [{ itineraries, bidders }] = results as [SearchResult];
    expect(itineraries).toHaveLength(10);
    expect(bidders.map(({ outcome, reason }) => [outcome, reason])).toEqual([
      ["answered", null],
      ["answered", null],
      ["answered", null],
    ]);
  });
});

test("the index of places is made, once, whatever the searches take (GATEWAYWARM-2)", async () => {
  expect((await warmed(configOf(), 1, 1_000)).indexes).toBe(1);
});

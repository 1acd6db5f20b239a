import { expect, test } from "@jest/globals";
import { Metrics } from "../../../common/runtime/metrics.ts";
import type { PartnerPage } from "../adapter.ts";
import { PartnerFailure } from "../partner-failure.ts";
import type { CircuitStateName } from "./circuit.ts";
import { requestObservers } from "./request-observer.ts";

const PAGE: PartnerPage = { offers: [], refused: [], read: 7, next: null };

async function shown(metrics: Metrics, of: RegExp): Promise<string[]> {
  return (await metrics.registry.metrics()).split("\n").filter((line) => of.test(line));
}

test("a request counts once, as answered or by the code of its failure (OBSERVER-1)", async () => {
  const metrics = new Metrics();
  let nowMs = 0;
  const { observe } = requestObservers(metrics, () => nowMs)("one");
  const page = await observe(async () => {
    nowMs += 30;
    return PAGE;
  });
  expect(page).toBe(PAGE);
  const failure = new PartnerFailure("timed out", "unhealthy", "partner-timeout");
  const late = observe(() => {
    nowMs += 800;
    throw failure;
  });
  await expect(late).rejects.toBe(failure);
  await expect(observe(() => Promise.reject(new TypeError("ours")))).rejects.toThrow("ours");
  expect(await shown(metrics, /duration_seconds_(count|sum)/)).toEqual([
    'bidder_partner_duration_seconds_sum{partner="one",outcome="answered"} 0.03',
    'bidder_partner_duration_seconds_count{partner="one",outcome="answered"} 1',
    'bidder_partner_duration_seconds_sum{partner="one",outcome="partner-timeout"} 0.8',
    'bidder_partner_duration_seconds_count{partner="one",outcome="partner-timeout"} 1',
    'bidder_partner_duration_seconds_sum{partner="one",outcome="partner-internal"} 0',
    'bidder_partner_duration_seconds_count{partner="one",outcome="partner-internal"} 1',
  ]);
  expect(await shown(metrics, /^bidder_partner_offers/)).toEqual([
    'bidder_partner_offers_total{partner="one"} 7',
  ]);
});

test("a partner's circuit is shown from the first scrape on, and at each change", async () => {
  const metrics = new Metrics();
  const { watch } = requestObservers(metrics, () => 0)("one");
  const listeners: ((state: CircuitStateName) => void)[] = [];
  watch({ state: "closed", onState: (listener) => void listeners.push(listener) });
  const value = async () => (await shown(metrics, /^bidder_partner_circuit/)).map((l) => l.at(-1));
  expect(await value()).toEqual(["0"]);
  for (const listen of listeners) listen("open");
  expect(await value()).toEqual(["2"]);
  for (const listen of listeners) listen("half-open");
  expect(await value()).toEqual(["1"]);
});

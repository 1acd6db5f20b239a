import { expect, test } from "@jest/globals";
import { DrivenClock } from "../test/harness/driven-clock.ts";
import { BidderHealth, ROUND_TRIP_MS_MAX } from "./health.ts";

function connection(flush: () => Promise<void>, isClosed = false) {
  let asked = 0;
  return {
    asked: () => asked,
    isClosed: () => isClosed,
    flush: () => {
      asked++;
      return flush();
    },
  };
}

const answers = async () => {};
const failed = async (health: BidderHealth) =>
  (await health.checks()).flatMap(({ name, ok }) => (ok ? [] : [name]));

test("a bidder is ready between its join and its leave (HEALTH-1)", async () => {
  const health = new BidderHealth(new DrivenClock());
  expect(await failed(health)).toEqual(["joined", "broker"]);
  health.joined(connection(answers));
  expect(await failed(health)).toEqual([]);
  health.leaving();
  expect(await failed(health)).toEqual(["joined"]);
});

test("a broker that does not answer a round trip is not there, whatever its socket says (HEALTH-1)", async () => {
  const clock = new DrivenClock();
  const health = new BidderHealth(clock);
  const silent = connection(() => new Promise(() => {}));
  health.joined(silent);
  const both = Promise.all([failed(health), failed(health)]);
  await clock.advance(ROUND_TRIP_MS_MAX);
  expect(await both).toEqual([["broker"], ["broker"]]);
  // Those that ask at once share one round trip (A6).
  expect(silent.asked()).toBe(1);
  expect(clock.timers).toBe(0);
});

test.each([
  ["is lost", connection(() => Promise.reject(new Error("closed")))],
  ["was closed", connection(answers, true)],
])("a connection that %s does not answer (HEALTH-1)", async (_how, its) => {
  const health = new BidderHealth(new DrivenClock());
  health.joined(its);
  expect(await failed(health)).toEqual(["broker"]);
});

import { expect, test } from "@jest/globals";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { BROKER_PING_EVERY_MS, BROKER_PINGS_UNANSWERED_MAX, BrokerPing } from "./broker-ping.ts";

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A broker that answers when the test resolves a ping. */
function setUp() {
  const clock = new DrivenClock();
  const pings: PromiseWithResolvers<void>[] = [];
  const ping = new BrokerPing(clock, () => {
    const sent = Promise.withResolvers<void>();
    pings.push(sent);
    return sent.promise;
  });
  ping.start();
  return { clock, ping, pings, last: () => pings.at(-1) as PromiseWithResolvers<void> };
}

test("a broker that answers each ping is never unresponsive", async () => {
  const { clock, ping, pings, last } = setUp();
  for (let count = 1; count <= 10; count++) {
    expect(pings).toHaveLength(count);
    last().resolve();
    await settle();
    clock.moveTo(count * BROKER_PING_EVERY_MS);
    expect(ping.isUnresponsive).toBe(false);
  }
});

test("one that does not answer is unresponsive after the intervals that it may miss, is not pinged meanwhile, and is responsive once it answers", async () => {
  const { clock, ping, pings, last } = setUp();
  clock.moveTo(BROKER_PINGS_UNANSWERED_MAX * BROKER_PING_EVERY_MS - 1);
  expect(ping.isUnresponsive).toBe(false);
  clock.moveTo(BROKER_PINGS_UNANSWERED_MAX * BROKER_PING_EVERY_MS);
  expect({ isUnresponsive: ping.isUnresponsive, pings: pings.length }).toEqual({
    isUnresponsive: true,
    pings: 1,
  });
  last().resolve();
  await settle();
  expect(ping.isUnresponsive).toBe(false);
});

test("a connection that was lost is pinged again; it is unresponsive only after new silence", async () => {
  const { clock, ping, pings, last } = setUp();
  last().reject(new Error("connection disconnected"));
  await settle();
  clock.moveTo(BROKER_PING_EVERY_MS);
  expect({ isUnresponsive: ping.isUnresponsive, pings: pings.length }).toEqual({
    isUnresponsive: false,
    pings: 2,
  });
});

test("a lost connection is not an answer of an unresponsive broker", async () => {
  const { clock, ping, last } = setUp();
  clock.moveTo(BROKER_PINGS_UNANSWERED_MAX * BROKER_PING_EVERY_MS);
  last().reject(new Error("connection disconnected"));
  await settle();
  expect(ping.isUnresponsive).toBe(true);
  clock.moveTo((BROKER_PINGS_UNANSWERED_MAX + 1) * BROKER_PING_EVERY_MS);
  last().resolve();
  await settle();
  expect(ping.isUnresponsive).toBe(false);
});

test("a gateway that did not run for a minute counts one interval", async () => {
  const clock = new DrivenClock();
  let fire = () => {};
  // All of the time passes at once, as in a process that was stopped: its timer fires once.
  const at = (_ms: number, callback: () => void) => {
    fire = callback;
    return () => {};
  };
  const stalled = { now: () => clock.now(), wall: () => clock.wall(), at };
  const ping = new BrokerPing(stalled, () => new Promise(() => {}));
  ping.start();
  clock.moveTo(60_000);
  fire();
  expect(ping.isUnresponsive).toBe(false);
});

test("stopped, it leaves no timer behind", () => {
  const { clock, ping } = setUp();
  ping.stop();
  expect(clock.timers).toBe(0);
});

import { expect, test } from "@jest/globals";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { within } from "./within.ts";

test("a promise that is in time gives its value, and no timer is left", async () => {
  const clock = new DrivenClock();
  expect(await within(100, Promise.resolve(7), clock)).toBe(7);
  expect(clock.timers).toBe(0);
});

test("a rejection is passed on", () =>
  expect(within(100, Promise.reject(new Error("no")), new DrivenClock())).rejects.toThrow("no"));

test("after the time limit it is undefined, whatever the promise does then", async () => {
  const clock = new DrivenClock();
  const slow = Promise.withResolvers<number>();
  const waiting = within(100, slow.promise, clock);
  clock.moveTo(100);
  expect(await waiting).toBeUndefined();
  slow.reject(new Error("too late"));
});

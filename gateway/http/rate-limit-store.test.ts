import type { FastifyRateLimitStore } from "@fastify/rate-limit";
import { expect, test } from "@jest/globals";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { monotonicStore } from "./rate-limit-store.ts";

const WINDOW_MS = 60_000;

function setUp() {
  const clock = new DrivenClock();
  const Store = monotonicStore(() => clock.now());
  const store = new Store({});
  const count = (key: string, of: FastifyRateLimitStore = store) => {
    let found: { current: number; ttl: number } | undefined;
    of.incr(
      key,
      (_error, result) => {
        found = result;
      },
      WINDOW_MS,
      3,
    );
    return found;
  };
  return { clock, store, count };
}

test("a window counts by the monotonic clock: it ends after its time, however the wall clock steps", () => {
  const { clock, count } = setUp();
  expect([count("a"), count("a"), count("b")]).toEqual([
    { current: 1, ttl: WINDOW_MS },
    { current: 2, ttl: WINDOW_MS },
    { current: 1, ttl: WINDOW_MS },
  ]);
  clock.moveTo(59_999);
  expect(count("a")).toEqual({ current: 3, ttl: 1 });
  clock.moveTo(60_000);
  expect(count("a")).toEqual({ current: 1, ttl: WINDOW_MS });
});

test("each route counts for itself", () => {
  const { store, count } = setUp();
  const child = store.child({} as never);
  count("a");
  expect({ ofChild: count("a", child)?.current, ofStore: count("a")?.current }).toEqual({
    ofChild: 1,
    ofStore: 2,
  });
});

test("A6 the least recently used key makes room", () => {
  const { count } = setUp();
  for (let i = 0; i < 5_001; i++) count(`k${i}`);
  expect({ oldest: count("k0")?.current, newest: count("k5000")?.current }).toEqual({
    oldest: 1,
    newest: 2,
  });
});

import { describe, expect, test } from "@jest/globals";
import { auctionOf, quiet, SteppedClock } from "../../test/fixtures/auction/auction.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { SETTLED_CHECK_MS, SettledChecks } from "./settled-checks.ts";

function checksOn(clock: DrivenClock) {
  const at: number[] = [];
  const checks: SettledChecks = new SettledChecks(clock, () => {
    checks.done();
    at.push(clock.now());
  });
  return { checks, at };
}

describe("SETTLED-1, A6: bidders cannot cause a check with every message", () => {
  test("for all messages of one turn there is one check, after it", () => {
    const clock = new DrivenClock();
    const { checks, at } = checksOn(clock);
    for (let i = 0; i < 1_000; i++) checks.plan();
    expect(at).toEqual([]);
    expect(clock.timers).toBe(1);
    clock.moveTo(0);
    expect(at).toEqual([0]);
    expect(clock.timers).toBe(0);
  });

  test("and one in so many milliseconds, the last of them after the last message", () => {
    const clock = new DrivenClock();
    const { checks, at } = checksOn(clock);
    for (let tenths = 0; tenths <= 100; tenths++) {
      clock.moveTo(tenths / 10);
      checks.plan();
    }
    clock.moveTo(100);
    expect(at).toEqual([0, 3, 6, 9, 12]);
  });

  test("a check that is done early is not done again, and counts", () => {
    const clock = new DrivenClock();
    const { checks, at } = checksOn(clock);
    checks.plan();
    checks.done();
    expect(checks.planned).toBe(false);
    expect(clock.timers).toBe(0);
    checks.plan();
    clock.moveTo(10);
    expect(at).toEqual([SETTLED_CHECK_MS]);
  });
});

describe("SETTLED-2: the end of an auction", () => {
  const bid = { final: false, floor: 60_000 };
  const DEADLINE_MS = 400;
  const UNTIL = 385;
  const setup = (clock: SteppedClock) =>
    auctionOf({
      clock,
      expected: ["nonstop", "stops"],
      search: { maxResults: 1 },
      policy: { deadlineMs: DEADLINE_MS, required: [] },
    });

  test("A1: the check after the last bid settles it, soon after the check before", async () => {
    const clock = new SteppedClock();
    const { result, offers } = setup(clock);
    await clock.stepTo(10);
    offers("stops", [{ amount: 70_000, number: 200 }], { final: false, floor: 10_000 });
    offers("nonstop", [{ amount: 51_000 }], bid);
    await clock.stepTo(11);
    offers("stops", [], { status: "empty", final: false, floor: 60_000 });
    await clock.stepTo(12);
    expect(clock.timers).toBeGreaterThan(0);
    await clock.stepTo(13);
    expect(await result).toMatchObject({ endedBy: "settled", elapsedMs: 10 + SETTLED_CHECK_MS });
    expect(clock.timers).toBe(0);
  });

  test("A1: a check that would come after the deadline is done at the deadline", async () => {
    const clock = new SteppedClock();
    const { result, offers } = setup(clock);
    await clock.stepTo(UNTIL - 2);
    offers("stops", [{ amount: 70_000, number: 200 }], { final: false, floor: 10_000 });
    offers("nonstop", [{ amount: 51_000 }], bid);
    await clock.stepTo(UNTIL - 1);
    offers("stops", [], { status: "empty", final: false, floor: 60_000 });
    await clock.stepTo(UNTIL);
    await quiet();
    expect(await result).toMatchObject({ endedBy: "settled", elapsedMs: UNTIL });
  });
});

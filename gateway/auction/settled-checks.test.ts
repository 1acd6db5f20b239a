import { describe, expect, test } from "@jest/globals";
import { auctionOf, quiet, SteppedClock } from "../../test/fixtures/auction/auction.ts";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { SETTLED_LOOK_MS, SettledLooks } from "./settled-checks.ts";

function looksOn(clock: DrivenClock) {
  const at: number[] = [];
  const looks: SettledLooks = new SettledLooks(clock, () => {
    looks.taken();
    at.push(clock.now());
  });
  return { looks, at };
}

describe("A6: bidders cannot ask for a look with every message", () => {
  test("however much comes in one turn, there is one look, after it", () => {
    const clock = new DrivenClock();
    const { looks, at } = looksOn(clock);
    for (let i = 0; i < 1_000; i++) looks.plan();
    expect([at, clock.timers]).toEqual([[], 1]);
    clock.moveTo(0);
    expect([at, clock.timers]).toEqual([[0], 0]);
  });

  test("and one in so many milliseconds, the last of them after the last message", () => {
    const clock = new DrivenClock();
    const { looks, at } = looksOn(clock);
    for (let tenths = 0; tenths <= 100; tenths++) {
      clock.moveTo(tenths / 10);
      looks.plan();
    }
    clock.moveTo(100);
    expect(at).toEqual([0, 3, 6, 9, 12]);
  });

  test("one that is taken early is not taken again, and counts", () => {
    const clock = new DrivenClock();
    const { looks, at } = looksOn(clock);
    looks.plan();
    looks.taken();
    expect([looks.planned, clock.timers]).toEqual([false, 0]);
    looks.plan();
    clock.moveTo(10);
    expect(at).toEqual([SETTLED_LOOK_MS]);
  });
});

describe("the end of an auction", () => {
  const part = { final: false, floor: 60_000 };
  const DEADLINE_MS = 400;
  const UNTIL = 385;
  const setup = (clock: SteppedClock) =>
    auctionOf({
      clock,
      expected: ["nonstop", "stops"],
      search: { maxResults: 1 },
      policy: { deadlineMs: DEADLINE_MS, required: [] },
    });

  test("A1: the look that follows the last bid settles it, a moment after the look before", async () => {
    const clock = new SteppedClock();
    const { result, offers } = setup(clock);
    await clock.stepTo(10);
    offers("stops", [{ amount: 70_000, number: 200 }], { final: false, floor: 10_000 });
    offers("nonstop", [{ amount: 51_000 }], part);
    await clock.stepTo(11);
    offers("stops", [], { status: "empty", final: false, floor: 60_000 });
    await clock.stepTo(12);
    expect(clock.timers).toBeGreaterThan(0);
    await clock.stepTo(13);
    const { endedBy, elapsedMs } = await result;
    expect([endedBy, elapsedMs]).toEqual(["settled", 10 + SETTLED_LOOK_MS]);
    expect(clock.timers).toBe(0);
  });

  test("A1: a look that would come after the deadline is taken at it", async () => {
    const clock = new SteppedClock();
    const { result, offers } = setup(clock);
    await clock.stepTo(UNTIL - 2);
    offers("stops", [{ amount: 70_000, number: 200 }], { final: false, floor: 10_000 });
    offers("nonstop", [{ amount: 51_000 }], part);
    await clock.stepTo(UNTIL - 1);
    offers("stops", [], { status: "empty", final: false, floor: 60_000 });
    await clock.stepTo(UNTIL);
    await quiet();
    const { endedBy, elapsedMs } = await result;
    expect([endedBy, elapsedMs]).toEqual(["settled", UNTIL]);
  });
});

import { expect, test } from "@jest/globals";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { EventLoopDelay, NOISE_MS, PERIOD_MS } from "./event-loop-delay.ts";
import { FROZEN_MS_MIN, FreezeDetector } from "./freeze-detector.ts";

/** A clock whose timers come late while the loop is held up. */
class HeldClock extends DrivenClock {
  #heldMs = 0;

  override now(): number {
    return super.now() + this.#heldMs;
  }

  override wall(): number {
    return super.wall() + this.#heldMs;
  }

  /** Passes time in which no timer fires; what is due fires when time next moves. */
  hold(ms: number): void {
    this.#heldMs += ms;
  }
}

function loopOn(clock: HeldClock) {
  const turns: (() => void)[] = [];
  const beats: number[] = [];
  const loop = new EventLoopDelay(
    clock,
    (callback) => void turns.push(callback),
    (delayMs) => void beats.push(delayMs),
  );
  loop.start();
  const turn = () => {
    for (const callback of turns.splice(0)) callback();
  };
  return { loop, beats, turn };
}

test("a loop that is on time: what is read has not waited", () => {
  const clock = new HeldClock();
  const { loop, beats } = loopOn(clock);
  clock.moveTo(10 * PERIOD_MS);
  expect(loop.ms).toBe(0);
  expect(beats).toEqual(Array(10).fill(0));
});

test("what is read right after a pause may have waited as long as the pause; what is read a turn later has not", () => {
  const clock = new HeldClock();
  const { loop, beats, turn } = loopOn(clock);
  clock.hold(500);
  clock.moveTo(PERIOD_MS);
  expect({ ms: loop.ms, expectedMs: loop.expectedMs, beats }).toEqual({
    ms: 500,
    expectedMs: 250,
    beats: [500],
  });
  turn();
  expect(loop.ms).toBe(0);
});

test("in the middle of a long turn it is known too, before the timer has fired", () => {
  const clock = new HeldClock();
  const { loop } = loopOn(clock);
  clock.hold(PERIOD_MS + 300);
  expect(loop.ms).toBe(300);
});

test("of a freeze all is assumed, and not half", () => {
  const clock = new HeldClock();
  const { loop } = loopOn(clock);
  clock.hold(15_000);
  clock.moveTo(PERIOD_MS);
  expect(loop.expectedMs).toBe(15_000);
});

test("a delay below the noise of timers is 0; so is that of a loop that is not measured", () => {
  const clock = new HeldClock();
  const { loop } = loopOn(clock);
  clock.hold(NOISE_MS);
  clock.moveTo(PERIOD_MS);
  expect(loop.ms).toBe(0);
  loop.stop();
  clock.hold(10_000);
  expect({ ms: loop.ms, timers: clock.timers }).toEqual({ ms: 0, timers: 0 });
});

test("it settles after the sockets have been read once more: two turns", async () => {
  const { loop, turn } = loopOn(new HeldClock());
  let settled = false;
  void loop.socketsRead().then(() => {
    settled = true;
  });
  turn();
  await Promise.resolve();
  await Promise.resolve();
  expect(settled).toBe(false);
  turn();
  await Promise.resolve();
  await Promise.resolve();
  expect(settled).toBe(true);
});

test.each([
  ["a busy loop", FROZEN_MS_MIN - PERIOD_MS - 1, 0, null],
  ["stopped by a signal: both clocks went on", 15_000, 0, 15_000 + PERIOD_MS],
  ["suspended with its machine: the wall clock alone went on", 0, 15_000, 15_000 + PERIOD_MS],
  ["the wall clock was set back", 0, -3_600_000, null],
])("a process detects that it did not run: %s", (_what, heldMs, wallJumpMs, frozenMs) => {
  const clock = new HeldClock();
  let jumpedMs = 0;
  const clocks = [() => clock.now(), () => clock.wall() + jumpedMs];
  const detector = new FreezeDetector(clocks, FROZEN_MS_MIN);
  expect(detector.beat()).toBeNull();
  clock.moveTo(PERIOD_MS);
  clock.hold(heldMs);
  jumpedMs = wallJumpMs;
  expect(detector.beat()).toBe(frozenMs);
  expect(detector.beat()).toBeNull();
});

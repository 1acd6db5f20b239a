import { describe, expect, test } from "@jest/globals";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import {
  AFTERMATH_MS,
  CHECKS_MAX,
  PROBE_EVERY_MS,
  STALL_MS_MIN,
  StallDetector,
} from "./stall-detector.ts";

/** A broker that answers at once, or, while it is frozen, when the test resumes it. */
function setUp() {
  const clock = new DrivenClock();
  const broker = { frozen: false, gone: false, asked: 0, held: [] as PromiseWithResolvers<void>[] };
  const detector = new StallDetector(clock, () => {
    broker.asked++;
    if (broker.gone) return undefined;
    const answer = Promise.withResolvers<void>();
    if (broker.frozen) broker.held.push(answer);
    else answer.resolve();
    return answer.promise;
  });
  const settle = async () => {
    for (let i = 0; i < 4; i++) await Promise.resolve();
  };
  /** Moves the clock in steps, so that each answer arrives at its time. */
  const pass = async (ms: number) => {
    const end = clock.now() + ms;
    while (clock.now() < end) {
      clock.moveTo(Math.min(end, clock.now() + 10));
      await settle();
    }
  };
  const resume = async (how: "resolve" | "reject" = "resolve") => {
    broker.frozen = false;
    for (const answer of broker.held.splice(0)) answer[how]();
    await settle();
  };
  const check = (fromAtMs: number) => {
    const reports: boolean[] = [];
    detector.check(fromAtMs, (stalled) => void reports.push(stalled));
    return reports;
  };
  return { clock, detector, broker, settle, pass, resume, check };
}

describe("a stall of the broker", () => {
  test("none: one round trip in 50 ms while auctions are open, and none while there are none", async () => {
    const { detector, broker, pass, settle, check, clock } = setUp();
    for (let i = 0; i < 100; i++) detector.auctionOpened();
    await pass(500);
    expect(broker.asked).toBe(1 + 500 / PROBE_EVERY_MS);
    const reports = check(0);
    await settle();
    expect(reports).toEqual([false]);
    for (let i = 0; i < 100; i++) detector.auctionClosed();
    await pass(PROBE_EVERY_MS);
    const before = broker.asked;
    await pass(1_000);
    expect({ asked: broker.asked, timers: clock.timers }).toEqual({ asked: before, timers: 0 });
  });

  test("STALL-2 while it lasts no check is answered; when it is over, every auction that was open in it has been stalled", async () => {
    const { clock, detector, broker, pass, settle, resume, check } = setUp();
    detector.auctionOpened();
    await pass(1_000);
    broker.frozen = true;
    const calledAtMs = clock.now();
    await pass(800);
    const reports = check(calledAtMs);
    await settle();
    expect({ reports, stalledNow: detector.stalledNow }).toEqual({ reports: [], stalledNow: true });
    await pass(2_000);
    await resume();
    expect({ reports, stalledNow: detector.stalledNow }).toEqual({
      reports: [true],
      stalledNow: false,
    });
    // An auction that began just after it is still affected; a later one is not.
    const [after, later] = [clock.now() + AFTERMATH_MS, clock.now() + AFTERMATH_MS + 1];
    await pass(1_000);
    const [justAfter, muchLater] = [check(after), check(later)];
    await settle();
    expect({ justAfter, muchLater }).toEqual({ justAfter: [true], muchLater: [false] });
  });

  test("STALL-1 a stall of 300 ms is detected, wherever it begins between two round trips", async () => {
    for (let offset = 0; offset <= PROBE_EVERY_MS; offset += 10) {
      const { detector, broker, pass, settle, resume, check } = setUp();
      detector.auctionOpened();
      await pass(200 + offset);
      broker.frozen = true;
      await pass(PROBE_EVERY_MS + STALL_MS_MIN);
      await resume();
      const reports = check(200 + offset);
      await settle();
      expect(reports).toEqual([true]);
    }
  });

  test("the connection is lost or closed: a check reports a stall", async () => {
    const { detector, broker, pass, settle, resume, check } = setUp();
    detector.auctionOpened();
    broker.frozen = true;
    await pass(100);
    const reports = check(50);
    await resume("reject");
    expect(reports).toEqual([true]);
    broker.gone = true;
    const gone = check(50);
    await settle();
    expect(gone).toEqual([true]);
  });

  test("this process was frozen: the round trip began too late, and a check reports a stall", async () => {
    const { settle } = setUp();
    const frozen = new FrozenOnce();
    const detector = new StallDetector(frozen, async () => {});
    detector.auctionOpened();
    await settle();
    frozen.thawAtMs(15_000);
    const reports: boolean[] = [];
    detector.check(0, (stalled) => void reports.push(stalled));
    await settle();
    expect(reports).toEqual([true]);
  });

  test("A6 checks that wait for a frozen broker are bounded: one more reports a stall at once", async () => {
    const { detector, broker, pass, resume, check } = setUp();
    detector.auctionOpened();
    broker.frozen = true;
    await pass(PROBE_EVERY_MS);
    const waiting = Array.from({ length: CHECKS_MAX }, () => check(0));
    expect({ check: check(0), reports: waiting.flat() }).toEqual({ check: [true], reports: [] });
    await pass(STALL_MS_MIN);
    await resume();
    expect(waiting.every(([stalled]) => stalled === true)).toBe(true);
  });
});

/** A clock whose process is stopped: all timers fire at once, late, when it runs again. */
class FrozenOnce extends DrivenClock {
  #lateMs = 0;

  override now(): number {
    return super.now() + this.#lateMs;
  }

  thawAtMs(lateMs: number): void {
    this.#lateMs = lateMs;
    this.moveTo(PROBE_EVERY_MS);
  }
}

import { describe, expect, test } from "@jest/globals";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import {
  AFTERMATH_MS,
  BrokerWatch,
  PROBE_EVERY_MS,
  QUESTIONS_MAX,
  STALL_MS_MIN,
} from "./stall-detector.ts";

/** A broker whose answers the test gives: at once, or when it runs again. */
function setUp() {
  const clock = new DrivenClock();
  const broker = { frozen: false, gone: false, asked: 0, held: [] as PromiseWithResolvers<void>[] };
  const watch = new BrokerWatch(clock, () => {
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
  /** In steps, so that each answer is heard at its time. */
  const pass = async (ms: number) => {
    const end = clock.now() + ms;
    while (clock.now() < end) {
      clock.moveTo(Math.min(end, clock.now() + 10));
      await settle();
    }
  };
  const thaw = async (how: "resolve" | "reject" = "resolve") => {
    broker.frozen = false;
    for (const answer of broker.held.splice(0)) answer[how]();
    await settle();
  };
  const judge = (since: number) => {
    const verdicts: boolean[] = [];
    watch.judge(since, (stalled) => void verdicts.push(stalled));
    return verdicts;
  };
  return { clock, watch, broker, settle, pass, thaw, judge };
}

describe("a stall of the broker", () => {
  test("none: one round trip in 50 ms while auctions are open, and none while there are none", async () => {
    const { watch, broker, pass, settle, judge, clock } = setUp();
    for (let i = 0; i < 100; i++) watch.opened();
    await pass(500);
    expect(broker.asked).toBe(1 + 500 / PROBE_EVERY_MS);
    const verdicts = judge(0);
    await settle();
    expect(verdicts).toEqual([false]);
    for (let i = 0; i < 100; i++) watch.closed();
    await pass(PROBE_EVERY_MS);
    const before = broker.asked;
    await pass(1_000);
    expect([broker.asked, clock.timers]).toEqual([before, 0]);
  });

  test("W2 while it lasts nothing is judged; when it is over, all that was open in it has been stalled", async () => {
    const { clock, watch, broker, pass, settle, thaw, judge } = setUp();
    watch.opened();
    await pass(1_000);
    broker.frozen = true;
    const calledAt = clock.now();
    await pass(800);
    const verdicts = judge(calledAt);
    await settle();
    expect([verdicts, watch.stalledNow]).toEqual([[], true]);
    await pass(2_000);
    await thaw();
    expect([verdicts, watch.stalledNow]).toEqual([[true], false]);
    // What began just after it still suffers from it; what begins later does not.
    const [after, later] = [clock.now() + AFTERMATH_MS, clock.now() + AFTERMATH_MS + 1];
    await pass(1_000);
    const [just, well] = [judge(after), judge(later)];
    await settle();
    expect([just, well]).toEqual([[true], [false]]);
  });

  test("W1 wherever it begins between two round trips, one of 300 ms is seen", async () => {
    for (let offset = 0; offset <= PROBE_EVERY_MS; offset += 10) {
      const { watch, broker, pass, settle, thaw, judge } = setUp();
      watch.opened();
      await pass(200 + offset);
      broker.frozen = true;
      await pass(PROBE_EVERY_MS + STALL_MS_MIN);
      await thaw();
      const verdicts = judge(200 + offset);
      await settle();
      expect(verdicts).toEqual([true]);
    }
  });

  test("the connection is lost, or is no more: what is asked then is stalled", async () => {
    const { watch, broker, pass, settle, thaw, judge } = setUp();
    watch.opened();
    broker.frozen = true;
    await pass(100);
    const verdicts = judge(50);
    await thaw("reject");
    expect(verdicts).toEqual([true]);
    broker.gone = true;
    const gone = judge(50);
    await settle();
    expect(gone).toEqual([true]);
  });

  test("this process was frozen: the round trip was begun too late, and the broker is not to blame either", async () => {
    const { settle } = setUp();
    const frozen = new FrozenOnce();
    const watch = new BrokerWatch(frozen, async () => {});
    watch.opened();
    await settle();
    frozen.thawAt(15_000);
    const verdicts: boolean[] = [];
    watch.judge(0, (stalled) => void verdicts.push(stalled));
    await settle();
    expect(verdicts).toEqual([true]);
  });

  test("A6 questions that wait for a frozen broker are bounded: one more is answered at once, as stalled", async () => {
    const { watch, broker, pass, thaw, judge } = setUp();
    watch.opened();
    broker.frozen = true;
    await pass(PROBE_EVERY_MS);
    const waiting = Array.from({ length: QUESTIONS_MAX }, () => judge(0));
    expect([judge(0), waiting.flat()]).toEqual([[true], []]);
    await pass(STALL_MS_MIN);
    await thaw();
    expect(waiting.every(([verdict]) => verdict === true)).toBe(true);
  });
});

/** A clock whose process is stopped: all timers fire at once, late, when it runs again. */
class FrozenOnce extends DrivenClock {
  #lateMs = 0;

  override now(): number {
    return super.now() + this.#lateMs;
  }

  thawAt(lateMs: number): void {
    this.#lateMs = lateMs;
    this.moveTo(PROBE_EVERY_MS);
  }
}

import { expect, test } from "@jest/globals";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { ASK_EVERY_MS, ROUNDS_UNANSWERED_MAX, RoundTrips } from "./broker-ping.ts";

const settle = () => new Promise<void>((resolve) => setImmediate(resolve));

/** A broker that answers when it is told to. */
function asked() {
  const clock = new DrivenClock();
  const questions: PromiseWithResolvers<void>[] = [];
  const trips = new RoundTrips(clock, () => {
    const question = Promise.withResolvers<void>();
    questions.push(question);
    return question.promise;
  });
  trips.start();
  return { clock, trips, questions, last: () => questions.at(-1) as PromiseWithResolvers<void> };
}

test("a broker that answers each question is never late", async () => {
  const { clock, trips, questions, last } = asked();
  for (let round = 1; round <= 10; round++) {
    expect(questions).toHaveLength(round);
    last().resolve();
    await settle();
    clock.moveTo(round * ASK_EVERY_MS);
    expect(trips.late).toBe(false);
  }
});

test("one that does not is late after the rounds that it may miss, is not asked meanwhile, and is not late once it answers", async () => {
  const { clock, trips, questions, last } = asked();
  clock.moveTo(ROUNDS_UNANSWERED_MAX * ASK_EVERY_MS - 1);
  expect(trips.late).toBe(false);
  clock.moveTo(ROUNDS_UNANSWERED_MAX * ASK_EVERY_MS);
  expect([trips.late, questions.length]).toEqual([true, 1]);
  last().resolve();
  await settle();
  expect(trips.late).toBe(false);
});

test("a connection that was lost is asked again; it is not late before it has been silent anew", async () => {
  const { clock, trips, questions, last } = asked();
  last().reject(new Error("connection disconnected"));
  await settle();
  clock.moveTo(ASK_EVERY_MS);
  expect([trips.late, questions.length]).toEqual([false, 2]);
});

test("a lost connection does not make a broker that was late answer", async () => {
  const { clock, trips, last } = asked();
  clock.moveTo(ROUNDS_UNANSWERED_MAX * ASK_EVERY_MS);
  last().reject(new Error("connection disconnected"));
  await settle();
  expect(trips.late).toBe(true);
  clock.moveTo((ROUNDS_UNANSWERED_MAX + 1) * ASK_EVERY_MS);
  last().resolve();
  await settle();
  expect(trips.late).toBe(false);
});

test("a gateway that was stalled takes one round for one", async () => {
  const clock = new DrivenClock();
  let fire = () => {};
  // All of the time passes at once, as in a process that was stopped: its timer fires once.
  const at = (_ms: number, callback: () => void) => {
    fire = callback;
    return () => {};
  };
  const stalled = { now: () => clock.now(), wall: () => clock.wall(), at };
  const trips = new RoundTrips(stalled, () => new Promise(() => {}));
  trips.start();
  clock.moveTo(60_000);
  fire();
  expect(trips.late).toBe(false);
});

test("stopped, it leaves no timer behind", () => {
  const { clock, trips } = asked();
  trips.stop();
  expect(clock.timers).toBe(0);
});

/** A cut of an observer lasts from the last sign before it to the first sign after it. */
import { expect, test } from "@jest/globals";
import { Attendance } from "./attendance.ts";

/** An observer whose flushes are answered when the test says so. */
function observer() {
  let nowMs = 0;
  const flushes: PromiseWithResolvers<void>[] = [];
  const attendance = new Attendance(() => nowMs);
  attendance.start(() => {
    const flush = Promise.withResolvers<void>();
    flushes.push(flush);
    return flush.promise;
  });
  return {
    attendance,
    at: (ms: number) => {
      nowMs = ms;
    },
    /** The flush of this number is answered. */
    async answer(i: number) {
      flushes[i]?.resolve();
      await flushes[i]?.promise;
    },
    sent: () => flushes.length,
  };
}

test("a cut is from the last flush that was answered to the first one afterwards", async () => {
  const { attendance, at, answer, sent } = observer();
  try {
    at(1_000);
    attendance.check();
    at(1_200);
    await answer(0);
    attendance.check();
    at(2_000);
    // The second one is not answered, and no third one is sent meanwhile.
    attendance.check();
    expect({ sent: sent(), cuts: attendance.cuts() }).toEqual({ sent: 2, cuts: [] });
    attendance.status("disconnect");
    expect(attendance.cuts()).toEqual([{ fromMs: 1_000, toMs: 2_000 }]);
    at(5_000);
    attendance.status("reconnect");
    await answer(1);
    expect(attendance.cuts()).toEqual([{ fromMs: 1_000, toMs: 5_000 }]);
    at(5_100);
    await answer(2);
    at(9_000);
    expect(attendance.cuts()).toEqual([{ fromMs: 1_000, toMs: 5_100 }]);
  } finally {
    attendance.stop();
  }
});

test("one that is lost again before it has a sign stays cut off from the beginning", async () => {
  const { attendance, at, answer } = observer();
  try {
    at(1_000);
    attendance.status("disconnect");
    attendance.status("reconnect");
    at(2_000);
    attendance.status("disconnect");
    await answer(0);
    at(3_000);
    attendance.status("reconnect");
    at(3_500);
    await answer(1);
    expect(attendance.cuts()).toEqual([{ fromMs: 0, toMs: 3_500 }]);
  } finally {
    attendance.stop();
  }
});

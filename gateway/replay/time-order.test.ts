import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { TimeOrder } from "./time-order.ts";

const given = (times: readonly number[], keptMax: number) => {
  const order = new TimeOrder<{ readonly wallMs: number }>(keptMax);
  const out = [...times.flatMap((wallMs) => order.add({ wallMs })), ...order.rest()];
  return { times: out.map(({ wallMs }) => wallMs), outOfOrder: order.outOfOrder };
};

test("TIMEORDER-1: what comes early enough is handed out in order, and what does not is counted", () => {
  const lists = fc.array(fc.nat(50), { maxLength: 60 });
  fc.assert(
    fc.property(lists, fc.integer({ min: 1, max: 80 }), (times, keptMax) => {
      const out = given(times, keptMax);
      const sorted = times.toSorted((a, b) => a - b);
      expect(out.times.toSorted((a, b) => a - b)).toEqual(sorted);
      if (out.outOfOrder === 0) expect(out.times).toEqual(sorted);
      if (times.length <= keptMax / 2) expect(out).toEqual({ times: sorted, outOfOrder: 0 });
    }),
  );
  expect(given([5, 6, 7, 1], 2)).toEqual({ times: [5, 6, 1, 7], outOfOrder: 1 });
});

test("TIMEORDER-1: it keeps so many at most", () => {
  const order = new TimeOrder<{ readonly wallMs: number }>(10);
  let kept = 0;
  for (let wallMs = 0; wallMs < 1_000; wallMs++) {
    kept += 1 - order.add({ wallMs }).length;
    expect({ isBounded: kept < 10 }).toEqual({ isBounded: true });
  }
});

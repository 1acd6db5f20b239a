import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { Admission } from "./admission.ts";

describe("admission", () => {
  test("runs, lets wait, refuses; a place that is free goes to who waits longest", () => {
    const started: string[] = [];
    const admission = new Admission<string>({ concurrencyMax: 1, queueMax: 2 }, (name) => started.push(name));
    expect(["a", "b", "c", "d"].map((name) => admission.enter(name))).toEqual([true, true, true, false]);
    expect([admission.running, admission.waiting]).toEqual([1, 2]);
    admission.leave();
    expect(started).toEqual(["a", "b"]);
    expect(admission.withdraw("c")).toBe(true);
    expect(admission.withdraw("c")).toBe(false);
    admission.leave();
    expect([admission.running, admission.waiting]).toEqual([0, 0]);
  });

  test("with no queue, what does not run is refused", () => {
    const admission = new Admission<string>({ concurrencyMax: 1, queueMax: 0 }, () => {});
    expect([admission.enter("a"), admission.enter("b")]).toEqual([true, false]);
  });

  test("whatever comes and goes: the bounds hold, the order holds, nobody is lost (A6)", () => {
    const step = fc.oneof(fc.constant("enter"), fc.constant("leave"), fc.constant("withdraw"));
    const limits = fc.record({ concurrencyMax: fc.integer({ min: 1, max: 4 }), queueMax: fc.integer({ min: 0, max: 4 }) });
    fc.assert(
      fc.property(limits, fc.array(step, { maxLength: 100 }), (limits, steps) => {
        const started: number[] = [];
        const waiting: number[] = [];
        let running = 0;
        const admission = new Admission<number>(limits, (n) => {
          expect(n).toBe(waiting.shift());
          started.push(n);
          running++;
        });
        for (const [n, step] of steps.entries()) {
          if (step === "enter") {
            waiting.push(n);
            if (!admission.enter(n)) waiting.pop();
          } else if (step === "leave" && running > 0) {
            running--;
            admission.leave();
          } else if (step === "withdraw" && waiting.length > 0) {
            expect(admission.withdraw(waiting.pop() as number)).toBe(true);
          }
          expect([admission.running, admission.waiting]).toEqual([running, waiting.length]);
          expect(running).toBeLessThanOrEqual(limits.concurrencyMax);
          expect(waiting.length).toBeLessThanOrEqual(limits.queueMax);
          expect(waiting.length > 0 && running < limits.concurrencyMax).toBe(false);
        }
      }),
    );
  });
});

import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { type Chain, ChainQueue } from "./chain-queue.ts";

const chain = (cost: number, minutes: number, market = 0): Chain => ({
  markets: [market],
  whole: false,
  cost,
  minutes,
  price: cost,
  isRaised: true,
  foundUpTo: Number.NEGATIVE_INFINITY,
});
const isBefore = (one: Chain, other: Chain) =>
  one.cost < other.cost || (one.cost === other.cost && one.minutes < other.minutes);

describe("the queue", () => {
  test("is empty at first, and when all are taken", () => {
    const queue = new ChainQueue();
    expect({ first: queue.first, popped: queue.pop(), firstAfter: queue.first }).toEqual({
      first: undefined,
      popped: undefined,
      firstAfter: undefined,
    });
    const only = chain(1, 1);
    queue.push(only);
    expect({
      first: queue.first,
      popped: queue.pop(),
      firstAfter: queue.first,
      poppedAfter: queue.pop(),
    }).toEqual({ first: only, popped: only, firstAfter: undefined, poppedAfter: undefined });
  });

  test("always gives the one of least cost, then of least minutes, and each once", () => {
    const pushes = fc
      .tuple(fc.nat(5), fc.oneof(fc.nat(5), fc.constant(Number.POSITIVE_INFINITY)))
      .map(([cost, minutes]) => ({ cost, minutes }));
    fc.assert(
      fc.property(fc.array(fc.option(pushes), { maxLength: 200, size: "max" }), (steps) => {
        const queue = new ChainQueue();
        const inside = new Set<Chain>();
        const faults: string[] = [];
        const take = (): Chain | undefined => {
          const { first } = queue;
          const popped = queue.pop();
          if (popped !== first) faults.push("first is not what is taken");
          if ((popped === undefined) !== (inside.size === 0)) faults.push("one is missing");
          if (popped === undefined) return undefined;
          if (!inside.delete(popped)) faults.push("one is taken twice");
          for (const other of inside) if (isBefore(other, popped)) faults.push("another is better");
          return popped;
        };
        for (const [i, step] of steps.entries()) {
          if (step === null) {
            take();
            continue;
          }
          const one = chain(step.cost, step.minutes, i);
          inside.add(one);
          queue.push(one);
        }
        while (take() !== undefined);
        expect({ faults, inside: inside.size }).toEqual({ faults: [], inside: 0 });
      }),
      { numRuns: propertyRuns(10_000) },
    );
  });
});

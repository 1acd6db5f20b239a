import { describe, expect, test } from "@jest/globals";
import { drawAnswer, NO_FAULTS, type SimulatedFaults } from "./simulated-faults.ts";

const draws =
  (...numbers: number[]) =>
  () =>
    numbers.shift() as number;

describe("what happens to a request", () => {
  test.each<[Partial<SimulatedFaults>, number[], number, string]>([
    [{}, [0.9, 0, 0], 0, "offers"],
    [{ latencyMs: 100, jitterMs: 50 }, [0.5, 0, 0], 125, "offers"],
    [{ errorRate: 0.1 }, [0, 0.09, 0], 0, "error"],
    [{ errorRate: 0.1 }, [0, 0.1, 0], 0, "offers"],
    [{ garbageRate: 0.2 }, [0, 0.5, 0.19], 0, "invalid"],
    [{ garbageRate: 0.2 }, [0, 0.5, 0.2], 0, "offers"],
    [{ errorRate: 1, garbageRate: 1 }, [0, 0.99, 0.99], 0, "error"],
  ])("%j with %j", (faults, numbers, delayMs, answer) => {
    expect(drawAnswer({ ...NO_FAULTS, ...faults }, draws(...numbers))).toEqual({
      delayMs,
      answer,
    });
  });
});

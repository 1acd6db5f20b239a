import { describe, expect, test } from "@jest/globals";
import { both } from "../../test/fixtures/gateway/validations.ts";

describe("DEADLINE-1 the default deadline", () => {
  const slice = { origin: "LHR", destination: "JFK", departureDate: "2026-12-15" };
  const table: [slices: number, policy: object | undefined, expected: number[]][] = [
    [1, undefined, [800, 100, 2_000, 800]],
    [2, undefined, [1_200, 100, 5_000, 1_200]],
    [3, { required: [] }, [1_600, 100, 5_000, 1_600]],
    [6, {}, [2_800, 100, 5_000, 2_800]],
    [6, { deadlineMs: 700 }, [700, 700, 700, 700]],
  ];
  test.each(table)("%d slices, policy %j: %j ms", (count, policy, expected) => {
    const back = { ...slice, origin: "JFK", destination: "LHR" };
    const raw = {
      slices: Array.from({ length: count }, (_, i) => (i % 2 === 0 ? slice : back)),
      policy,
    };
    expect(both.map(([fastPath]) => fastPath(raw)?.policy.deadlineMs)).toEqual(expected);
    expect(both.map(([, validate]) => validate(raw).policy.deadlineMs)).toEqual(expected);
  });
});

import { describe, expect, test } from "@jest/globals";
import { BENCH_MS_MAX, bench, rows, VERDICT } from "../harness/bench.ts";
import type { EndedProcess } from "../harness/process.ts";

describe("npm run bench -- auction", () => {
  let ended: EndedProcess;
  test(
    "compares ours with the floor, called in process and over both transports",
    async () => {
      ended = await bench("auction", "--peers", "floor,ours");
      expect(ended.stdout).not.toContain("left out");
    },
    BENCH_MS_MAX,
  );

  test.each([
    ["hand-tuned floor", 2],
    ["ours", 3],
  ])("%s has %i rows", (name, count) => {
    const found = rows(ended, name).filter((row) => row.split(" | ").length > 8);
    expect(found).toHaveLength(count);
  });

  test("every goal has a verdict", () => {
    for (const goal of [
      "gateway CPU an auction",
      "CPU of all processes",
      "p50 one at a time",
      "p99 at 64",
      "gateway peak memory",
    ])
      expect(rows(ended, goal)).toEqual([expect.stringMatching(VERDICT)]);
  });
});

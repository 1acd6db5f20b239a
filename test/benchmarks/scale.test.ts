import { expect, test } from "@jest/globals";
import { BENCH_MS_MAX, bench, rows, VERDICT } from "../harness/bench.ts";

test(
  "npm run bench -- scale has a row for each size, and the bytes of a bid",
  async () => {
    const ended = await bench("scale");
    expect(ended.stdout).not.toContain("left out");
    expect(ended.stdout).toMatch(/^a bid of 10 offers: \d+ bytes, as JSON \d+$/m);
    expect(rows(ended, "CPU of all a bid, 3 → 6")).toEqual([expect.stringMatching(VERDICT)]);
    expect(rows(ended, "gateway CPU for an offer")).toEqual([expect.stringMatching(VERDICT)]);
  },
  BENCH_MS_MAX,
);

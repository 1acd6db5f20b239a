import { expect, test } from "@jest/globals";
import { BENCH_MS_MAX, bench, rows, VERDICT } from "../harness/bench.ts";

test(
  "npm run bench -- start starts everything once, and searches",
  async () => {
    const ended = await bench("start");
    expect(rows(ended, "npm start until ready")).toEqual([expect.stringMatching(VERDICT)]);
    expect(rows(ended, "first search after ready")).toEqual([expect.stringMatching(VERDICT)]);
  },
  BENCH_MS_MAX,
);

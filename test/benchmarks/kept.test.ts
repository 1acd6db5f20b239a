import { expect, test } from "@jest/globals";
import { BENCH_MS_MAX, bench, rows, VERDICT } from "../harness/bench.ts";

test(
  "npm run bench -- kept checks every answer, of a search that is read and of one that is remembered",
  async () => {
    const ended = await bench("kept");
    expect(rows(ended, "a page, first, of 100 offers")).toEqual([expect.stringMatching(VERDICT)]);
    expect(rows(ended, "another filter, remembered, of 100 offers")).toEqual([
      expect.stringMatching(VERDICT),
    ]);
  },
  BENCH_MS_MAX,
);

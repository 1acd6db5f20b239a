import { expect, test } from "@jest/globals";
import { findChromium } from "../browser/chromium.ts";
import { BENCH_MS_MAX, bench, rows, VERDICT } from "../harness/bench.ts";

const skipped = findChromium() === undefined && process.env["CI"] !== "true";

(skipped ? test.skip : test)(
  "npm run bench -- page opens the page over a slow network, and searches",
  async () => {
    const ended = await bench("page");
    expect(rows(ended, "first itinerary after Search")).toEqual([expect.stringMatching(VERDICT)]);
    expect(rows(ended, "the same, places looked up")).toEqual([expect.stringMatching(VERDICT)]);
  },
  BENCH_MS_MAX,
);

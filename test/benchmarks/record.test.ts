import { expect, test } from "@jest/globals";
import { BENCH_MS_MAX, bench, rows } from "../harness/bench.ts";

test(
  "npm run bench -- record compares pairs of one process, and its record has auctions",
  async () => {
    const ended = await bench("record");
    for (const figure of [
      "gateway CPU µs",
      "bidders and broker CPU µs",
      "all CPU µs",
      "gateway, in % of all CPU",
    ])
      expect(rows(ended, figure)).toEqual([
        expect.stringMatching(/\| [+−][\d.]+ % \| [+−][\d.]+ % and [+−][\d.]+ %$/),
      ]);
    expect(ended.stdout).toMatch(/: (REACHED|NOT REACHED|not decided)/);
    const [, recorded] = /(\d+) auctions are in the record/.exec(ended.stdout) ?? [];
    expect(Number(recorded)).toBeGreaterThan(0);
  },
  BENCH_MS_MAX,
);

import { expect, test } from "@jest/globals";
import { BENCH_MS_MAX, bench, rows, VERDICT } from "../harness/bench.ts";

test(
  "npm run bench -- soak counts every auction that it opened",
  async () => {
    const ended = await bench("soak");
    expect(rows(ended, "auctions that were opened and did not end")).toEqual([
      expect.stringMatching(/ \| 0\.00 \| .* REACHED$/),
    ]);
    const [, opened, closed] = /^opened (\d+), ended (\d+): /m.exec(ended.stdout) ?? [];
    expect(Number(opened)).toBeGreaterThan(0);
    expect(closed).toBe(opened);
    expect(rows(ended, "memory in use after 300 auctions")).toEqual([
      expect.stringMatching(VERDICT),
    ]);
  },
  BENCH_MS_MAX,
);

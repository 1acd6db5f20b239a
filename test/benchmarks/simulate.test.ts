import { expect, test } from "@jest/globals";
import { BENCH_MS_MAX, bench, rows } from "../harness/bench.ts";

test(
  "npm run bench -- simulate ends every auction by its deadline, and a quorum leaves out what it may",
  async () => {
    const ended = await bench("simulate");
    const of = (bidders: string) =>
      rows(ended, `${bidders} | `.replace(/ \| /g, "  ")).map((row) => row.split(" | "));
    const hundred = of("100");
    expect(hundred.map(([, quorum]) => quorum)).toEqual(["all", "95 %", "50 %"]);
    const measured = hundred.map((row) => ({
      p99Ms: Number(row[4]),
      missing: Number.parseFloat(row[6] ?? ""),
    }));
    for (const { p99Ms } of measured) expect(p99Ms).toBeLessThanOrEqual(800);
    const [, most, half] = measured;
    // Half of the bidders may be missing, and not more; one in twenty at 95 %.
    expect(half?.missing).toBeLessThanOrEqual(50);
    expect(most?.missing).toBeLessThanOrEqual(5);
    expect(half?.p99Ms).toBeLessThan(most?.p99Ms ?? 0);
  },
  BENCH_MS_MAX,
);

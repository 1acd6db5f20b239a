import { expect, test } from "@jest/globals";
import { BENCH_MS_MAX, bench, rows } from "../harness/bench.ts";

test(
  "npm run bench -- regret compares the rules, and every settled result is that of a complete auction",
  async () => {
    const ended = await bench("regret");
    const of = (rule: string) => rows(ended, rule).length;
    expect({
      ...{ fixed: of("fixed timeout"), waits: of("wait factor") },
      tuned: of("tuned  "),
      value: of("value  "),
    }).toEqual({ fixed: 5, waits: 5, tuned: 5, value: 5 });
    const [, equal, compared] = /; (\d+) of (\d+) that were compared/.exec(ended.stdout) ?? [];
    expect({ equal }).toEqual({ equal: compared });
    expect(Number(compared)).toBeGreaterThan(0);
  },
  BENCH_MS_MAX,
);

test(
  "npm run bench -- replay has a speed of each kind",
  async () => {
    const ended = await bench("replay");
    expect(ended.stdout).toMatch(
      /under one policy +\d+\n +under three +\d+\n +with whole results +\d+/,
    );
  },
  BENCH_MS_MAX,
);

import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { BENCH_MS_MAX, bench } from "../harness/bench.ts";

test(
  "npm run bench -- endurance loses no search through faults, and writes its report and charts",
  async () => {
    const results = await mkdtemp(join(tmpdir(), "scatter-endurance-results-"));
    try {
      const { stdout } = await bench("endurance", "--results", results);
      const counted = (pattern: RegExp) => Number(pattern.exec(stdout)?.[1] ?? Number.NaN);
      const opened = counted(/^- opened (\d+),/m);
      expect(opened).toBeGreaterThan(0);
      expect({
        ended: counted(/^- opened \d+, ended (\d+);/m),
        silent: counted(/silent losses (\d+)/),
        wrong: counted(/wrong answers (\d+)/),
        open: counted(/still had open at the end: (\d+)/),
      }).toEqual({ ended: opened, silent: 0, wrong: 0, open: 0 });
      expect(counted(/^- full results (\d+)/m)).toBeGreaterThan(0);
      expect(stdout).toMatch(/^\| 0\.\d \| an instance of a bidder is killed \|/m);
      const files = await readdir(results);
      const charts = [...stdout.matchAll(/^!\[.*\]\((.*)\)$/gm)].map(([, file]) => file);
      expect(charts.length).toBeGreaterThan(0);
      expect(files.sort()).toEqual([...charts, "endurance.md"].sort());
      expect(await readFile(join(results, "endurance.md"), "utf8")).toBe(
        stdout.slice(stdout.indexOf("# ")).replace(/\n$/, ""),
      );
    } finally {
      await rm(results, { recursive: true, force: true });
    }
  },
  BENCH_MS_MAX,
);

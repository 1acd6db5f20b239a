/**
 * The benchmarks of auctions with their smallest options: they run to their ends, every answer is
 * the expected one, and every figure that is wanted has a verdict. No figure is judged here.
 */
import { describe, expect, test } from "@jest/globals";
import { type Ended, startProgram } from "../harness/process.ts";

const RUN_MS_MAX = 300_000;

async function bench(...args: string[]): Promise<Ended> {
  return startProgram("bench/main.ts", [...args, "--quick"], {}).ended;
}

/** The lines that begin with this, with `|` between their cells. */
const rows = ({ stdout }: Ended, name: string) =>
  stdout
    .split("\n")
    .filter((line) => line.trimStart().startsWith(name))
    .map((line) => line.trim().replace(/ {2,}/g, " | "));

const VERDICT = /(NOT REACHED|REACHED|reached at least)$/;

describe("npm run bench -- auction", () => {
  let ended: Ended;
  test(
    "compares ours with the floor, called in process and over both transports",
    async () => {
      ended = await bench("auction", "--peers", "floor,request-many,ours");
      expect([ended.code, ended.stdout]).toEqual([0, expect.not.stringContaining("left out")]);
    },
    RUN_MS_MAX,
  );

  test.each([
    ["hand-tuned floor", 2],
    ["requestMany + protobufjs", 2],
    ["ours", 3],
  ])("%s has %i rows", (name, count) => {
    const found = rows(ended, name).filter((row) => row.split(" | ").length > 8);
    expect(found).toHaveLength(count);
  });

  test("every goal has a verdict", () => {
    for (const goal of [
      "gateway CPU an auction",
      "CPU of all processes",
      "auctions/s at 64",
      "p50 one at a time",
      "p99 at 64",
      "gateway peak memory",
      "HTTP requests/s",
    ])
      expect(rows(ended, goal)).toEqual([expect.stringMatching(VERDICT)]);
  });
});

test(
  "npm run bench -- scale has a row for each size, and the bytes of a bid",
  async () => {
    const ended = await bench("scale");
    expect([ended.code, ended.stdout]).toEqual([0, expect.not.stringContaining("left out")]);
    expect(ended.stdout).toMatch(/^a bid of 10 offers: \d+ bytes, as JSON \d+$/m);
    expect(rows(ended, "CPU of all a bid, 3 → 6")).toEqual([expect.stringMatching(VERDICT)]);
    expect(rows(ended, "gateway CPU for an offer")).toEqual([expect.stringMatching(VERDICT)]);
  },
  RUN_MS_MAX,
);

test(
  "npm run bench -- start starts everything once, and searches",
  async () => {
    const ended = await bench("start");
    expect([ended.code, rows(ended, "npm start until ready")]).toEqual([
      0,
      [expect.stringMatching(VERDICT)],
    ]);
    expect(rows(ended, "first search after ready")).toEqual([expect.stringMatching(VERDICT)]);
  },
  RUN_MS_MAX,
);

test(
  "npm run bench -- soak counts every auction that it opened",
  async () => {
    const ended = await bench("soak");
    expect([ended.code, rows(ended, "auctions that were opened and did not end")]).toEqual([
      0,
      [expect.stringMatching(/ \| 0\.00 \| .* REACHED$/)],
    ]);
    const [, opened, closed] = /^opened (\d+), ended (\d+): /m.exec(ended.stdout) ?? [];
    expect(Number(opened)).toBeGreaterThan(0);
    expect(closed).toBe(opened);
    expect(rows(ended, "memory in use after 300 auctions")).toEqual([
      expect.stringMatching(VERDICT),
    ]);
  },
  RUN_MS_MAX,
);

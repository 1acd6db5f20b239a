/**
 * The benchmarks of auctions with their smallest options: they run to their ends, every answer is
 * the expected one, and every figure that is wanted has a verdict. No figure is judged here. The
 * other peers are a step of .ci/run, since some need packages of their own.
 */
import { describe, expect, test } from "@jest/globals";
import { type Ended, startProgram } from "../harness/process.ts";

const RUN_MS_MAX = 300_000;

/** @throws Error with what it has written, when it fails */
async function bench(...args: string[]): Promise<Ended> {
  const ended = await startProgram("bench/main.ts", [...args, "--quick"], {}).ended;
  if (ended.code !== 0) throw new Error(`exit code ${ended.code}: ${ended.stdout}${ended.stderr}`);
  return ended;
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
      ended = await bench("auction", "--peers", "floor,ours");
      expect(ended.stdout).not.toContain("left out");
    },
    RUN_MS_MAX,
  );

  test.each([
    ["hand-tuned floor", 2],
    ["ours", 3],
  ])("%s has %i rows", (name, count) => {
    const found = rows(ended, name).filter((row) => row.split(" | ").length > 8);
    expect(found).toHaveLength(count);
  });

  test("every goal has a verdict", () => {
    for (const goal of [
      "gateway CPU an auction",
      "CPU of all processes",
      "p50 one at a time",
      "p99 at 64",
      "gateway peak memory",
    ])
      expect(rows(ended, goal)).toEqual([expect.stringMatching(VERDICT)]);
  });
});

test(
  "npm run bench -- scale has a row for each size, and the bytes of a bid",
  async () => {
    const ended = await bench("scale");
    expect(ended.stdout).not.toContain("left out");
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
    expect(rows(ended, "npm start until ready")).toEqual([expect.stringMatching(VERDICT)]);
    expect(rows(ended, "first search after ready")).toEqual([expect.stringMatching(VERDICT)]);
  },
  RUN_MS_MAX,
);

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
  RUN_MS_MAX,
);

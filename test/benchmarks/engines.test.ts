/**
 * The engines benchmark with its smallest options: it runs to its end, and its own checks hold.
 */
import { beforeAll, describe, expect, test } from "@jest/globals";
import { type EndedProcess, startProgram } from "../harness/process.ts";

const SMALL = ["engines", "--searches", "20", "--questions", "4", "--starts", "1", "--no-peers"];

let ended: EndedProcess;
beforeAll(async () => {
  ended = await startProgram("bench/main.ts", SMALL, {}).ended;
});

/** The line of a table that begins with this, with one space between its cells. */
const row = (name: string) =>
  (ended.stdout.split("\n").find((line) => line.startsWith(name)) ?? "").replace(/ {2,}/g, " | ");

describe("npm run bench -- engines", () => {
  test("exits with 0, with a verdict on every target", () => {
    expect(ended).toMatchObject({
      code: 0,
      stdout: expect.stringMatching(
        /^(NOT )?REACHED\s+2 stops: p50 .* of 3 ms, p99 .* of 20 ms \(.* of CPU\)$/im,
      ),
    });
    expect(ended.stdout).toMatch(/load, index and threads: .* of 1000 ms/);
    expect(ended.stdout).toMatch(/^AKL–KEF .* ms/m);
  });

  test("the references agree with each other on every question", () => {
    expect(row("RAPTOR (ours)")).toMatch(/ \| all$/);
  });

  test("the engine finds every journey of theirs that breaks no rule, and none better than theirs", () => {
    expect(ended.stdout).toContain(
      "No journey that breaks no rule is missing, and none of the engine's is better than the planners'",
    );
  });
});

test("npm run bench -- engines --calendar measures a month one way, and one with a return", async () => {
  const args = ["engines", "--calendar", "--repeats", "1", "--markets", "1"];
  const { code, stdout } = await startProgram("bench/main.ts", args, {}).ended;
  const lines = stdout.split("\n").filter((line) => line.startsWith("LHR-JFK"));
  expect({ code, lines }).toEqual({
    code: 0,
    lines: [
      expect.stringMatching(/ one way +31 +\d+ .* ms .* ms +\d/),
      expect.stringMatching(/ 5-11 +217 +\d+ .* ms .* ms +\d/),
    ],
  });
});

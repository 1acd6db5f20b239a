/**
 * Everything that reads what others send, with 200,000 mutated inputs that the seed determines; and
 * the fuzzer itself, by mistakes that are put in on purpose (FUZZ-1, FUZZ-2).
 */
import { describe, expect, test } from "@jest/globals";
import { startProgram } from "../harness/process.ts";
import { BROKEN } from "./broken-targets.ts";
import { FuzzFinding, fuzz, runOne } from "./fuzzer.ts";
import type { FuzzTarget } from "./target.ts";
import { SHARES, TARGETS } from "./targets/index.ts";

/** 40 s of one core; a machine that many load gives it a tenth of one. */
const MS_MAX = 440_000;
/** Each mistake is found by so many inputs. */
const RUNS_TO_FIND = 4_000;

test(
  "200,000 mutated inputs break no rule of any target (FUZZ-1, FUZZ-2)",
  async () => {
    const { code, stdout, stderr } = await startProgram("test/fuzz/main.ts", [], {}).ended;
    expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
    const counted = [...stdout.matchAll(/^([a-z-]+): (\d+) inputs in /gm)];
    expect(counted.map(([, name]) => name)).toEqual(Object.keys(TARGETS));
    const inputs = counted.reduce((sum, [, , count]) => sum + Number(count), 0);
    expect(inputs).toBeGreaterThanOrEqual(200_000);
  },
  MS_MAX,
);

test("each target has its share of the inputs, and all together are all of them", () => {
  expect(Object.keys(SHARES)).toEqual(Object.keys(TARGETS));
  expect(Object.values(SHARES).reduce((sum, share) => sum + share, 0)).toBe(100);
});

describe("a mistake that is put in is found (FUZZ-1, FUZZ-2)", () => {
  test.each(Object.keys(BROKEN))("%s", async (name) => {
    const target = BROKEN[name] as (typeof BROKEN)[string];
    const found = await fuzz(target, { runs: RUNS_TO_FIND, seed: 1, corpus: [] }).catch(
      (thrown: unknown) => thrown,
    );
    expect(found).toBeInstanceOf(FuzzFinding);
  });
});

describe("of a target that is slow", () => {
  const slow = (run: (input: Uint8Array, time: number) => void): FuzzTarget => {
    let times = 0;
    return {
      ...{ name: "slow", form: "bytes", words: [], msMax: 0 },
      seeds: () => [Buffer.from("seed")],
      run: (input) => run(input, times++),
    };
  };
  const finding = (target: FuzzTarget) =>
    runOne(target, Buffer.from("seed")).then(
      () => undefined,
      (thrown: unknown) => thrown,
    );

  test("each try has its own copy, and the finding has the input as it was", async () => {
    const seen: string[] = [];
    const found = await finding(
      slow((input) => {
        seen.push(Buffer.from(input).toString());
        input.fill(0);
      }),
    );
    expect(found).toBeInstanceOf(FuzzFinding);
    expect(Buffer.from((found as FuzzFinding).input).toString()).toBe("seed");
    expect(seen).toEqual(["seed", "seed", "seed", "seed"]);
  });

  test("what it throws only when it is run again is a finding", async () => {
    const found = await finding(
      slow((_, time) => {
        if (time === 2) throw new Error("the third time");
      }),
    );
    expect(found).toBeInstanceOf(FuzzFinding);
    expect((found as FuzzFinding).message).toContain("the third time");
  });
});

test("of a target that does not end, the input is printed and the process ends (FUZZ-3)", async () => {
  const { code, signal, stderr } = await startProgram("test/fuzz/endless.ts", [], {}).ended;
  expect({ code, signal, stderr }).toEqual({
    ...{ code: null, signal: "SIGKILL" },
    stderr: `endless: not ended after 1 s (seed 7, input 3 of this process)\ninput (base64): ${btoa("three")}\n`,
  });
});

test.each([
  ["--runs", "10M"],
  ["--runs", "0"],
  ["--seed", "1e3"],
])("%s %s is refused by name", async (option, value) => {
  const args = [option, value, "--target", "ssim"];
  const { code, stdout, stderr } = await startProgram("test/fuzz/main.ts", args, {}).ended;
  expect({ code, stdout }).toEqual({ code: 1, stdout: "" });
  expect(stderr).toContain(`${option} '${value}': a whole number from`);
});

test("with coverage, inputs are found that reach what the seeds do not", async () => {
  const { code, stdout, stderr } = await startProgram("test/fuzz/guided.ts", [], {}).ended;
  expect({ code, stderr }).toEqual({ code: 0, stderr: "" });
  const { found, isNew } = JSON.parse(stdout) as { found: number; isNew: boolean };
  expect(found).toBeGreaterThan(0);
  expect({ isNew }).toEqual({ isNew: false });
});

test("the stack of a finding is that of what throws", async () => {
  const target: FuzzTarget = {
    ...{ name: "broken", form: "bytes", words: [], msMax: 1_000 },
    seeds: () => [Buffer.from("seed")],
    run: function throwsAlways() {
      throw new TypeError("a mistake");
    },
  };
  const before = Error.stackTraceLimit;
  const found = await fuzz(target, { runs: 1, seed: 1, corpus: [] }).catch((thrown) => thrown);
  expect(found).toBeInstanceOf(FuzzFinding);
  expect((found as FuzzFinding).message).toMatch(/TypeError: a mistake\n +at .*throwsAlways/);
  expect({ limit: Error.stackTraceLimit }).toEqual({ limit: before });
});

test("the same seed gives the same inputs", async () => {
  const seen = async (seed: number) => {
    const inputs: string[] = [];
    const target: FuzzTarget = {
      name: "seen",
      form: "text",
      words: ["word"],
      msMax: 1_000,
      seeds: () => [Buffer.from('{"a": [1, 2.5, "b"]}')],
      run: (input: Uint8Array) => void inputs.push(Buffer.from(input).toString("hex")),
    };
    await fuzz(target, { runs: 200, seed, corpus: [] });
    return inputs;
  };
  const first = await seen(1);
  expect(new Set(first).size).toBeGreaterThan(100);
  expect(await seen(1)).toEqual(first);
  expect(await seen(2)).not.toEqual(first);
});

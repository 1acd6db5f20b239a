/**
 * Everything that reads what others send, with 200,000 mutated inputs that the seed determines; and
 * the fuzzer itself, by mistakes that are put in on purpose (FUZZ-1, FUZZ-2).
 */
import { describe, expect, test } from "@jest/globals";
import { startProgram } from "../harness/process.ts";
import { BROKEN } from "./broken-targets.ts";
import { FuzzFinding, fuzz } from "./fuzzer.ts";
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

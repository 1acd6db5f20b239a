import { describe, expect, test } from "@jest/globals";
import { NoAnswer, retried, timeLimit } from "./attempt.ts";

/** What each attempt yields, and how it ends. */
type Play = readonly [yields: readonly string[], error?: Error];

async function played(plays: readonly Play[], abortAtMs = -1) {
  const stop = new AbortController();
  const pauses: number[] = [];
  const seen: string[] = [];
  let attempts = 0;
  async function* attempt() {
    const [yields, error] = plays[attempts++] ?? [["one attempt too many"]];
    yield* yields;
    if (attempts - 1 === abortAtMs) stop.abort();
    if (error !== undefined) throw error;
  }
  const pause = async (ms: number) => void pauses.push(ms);
  let thrown: unknown = null;
  try {
    for await (const one of retried(attempt, stop.signal, pause)) seen.push(one);
  } catch (error) {
    thrown = error;
  }
  return { seen, attempts, pauses: pauses.length, thrown };
}

describe("one more attempt after a network error", () => {
  const network = new TypeError("network error");
  const refusal = new Error("no");
  const late = new NoAnswer(1);
  test.each<
    [
      what: string,
      plays: Play[],
      abortAtMs: number,
      seen: string[],
      attempts: number,
      thrown: Error | null,
    ]
  >([
    ["none is needed", [[["a", "b"]]], -1, ["a", "b"], 1, null],
    ["it helps", [[[], network], [["a"]]], -1, ["a"], 2, null],
    [
      "after some events it begins again",
      [[["a"], network], [["a", "b"]]],
      -1,
      ["a", "a", "b"],
      2,
      null,
    ],
    [
      "it does not help",
      [
        [[], network],
        [[], network],
      ],
      -1,
      [],
      2,
      network,
    ],
    ["a refusal is an answer", [[[], refusal]], -1, [], 1, refusal],
    ["so much time is not spent twice", [[[], late]], -1, [], 1, late],
    ["what was cancelled is not run again", [[[], network]], 0, [], 1, network],
  ])("%s", async (_what, plays, abortAtMs, seen, attempts, thrown) => {
    expect(await played(plays, abortAtMs)).toEqual({
      seen,
      attempts,
      thrown,
      pauses: attempts - 1,
    });
  });
});

test("a time limit fires with a NoAnswer that states how long, and what was set last counts", async () => {
  const limit = timeLimit(new AbortController().signal);
  limit.set(600_000);
  limit.set(1);
  await new Promise<void>((resolve) => limit.signal.addEventListener("abort", () => resolve()));
  expect(limit.signal.reason).toBe(limit.passed);
  expect(new NoAnswer(3_800).message).toBe("the gateway gave no answer within 3.8 s");
});

test("a time limit fires with the signal that it was given", () => {
  const given = new AbortController();
  const limit = timeLimit(given.signal);
  given.abort();
  expect({ aborted: limit.signal.aborted, passed: limit.passed }).toEqual({
    aborted: true,
    passed: undefined,
  });
});

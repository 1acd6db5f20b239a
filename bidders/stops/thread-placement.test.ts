import { describe, expect, test } from "@jest/globals";
import { type Placed, ThreadPlacement } from "./thread-placement.ts";

const search = (lane: number, isStopping = false): Placed => ({ lane, isStopping });

function placed(...threads: readonly Placed[][]): ThreadPlacement<Placed> {
  const all = new ThreadPlacement<Placed>(3);
  for (const [thread, searches] of threads.entries())
    for (const one of searches) all.enter(one, thread);
  return all;
}

describe("which thread a search goes to", () => {
  test.each<[string, number, readonly Placed[][], number | undefined]>([
    ["the first of the empty ones", 0, [[search(0)], [], []], 1],
    ["beside an expensive one rather than a cheap one", 0, [[search(0)], [search(3)]], 1],
    ["an expensive one where fewer go before it", 3, [[search(0), search(0)], [search(3)]], 1],
    ["an expensive one beside none of its lane", 3, [[search(3)], []], 1],
    ["the emptiest, where none has a turn before it", 0, [[search(3), search(2)], [search(1)]], 1],
    ["not where one does not stop", 0, [[search(3, true)], [search(0), search(0)]], 1],
    ["there after all, where there is no other", 0, [[search(3, true)]], 0],
    ["nowhere, where all are full", 0, [[search(3), search(3), search(3)]], undefined],
  ])("%s", (_name, lane, threads, expected) => {
    expect(placed(...threads).choose(lane, threads.keys())).toBe(expected);
  });

  test("what has ended leaves its place; the others on its thread are known", () => {
    const [a, b, c] = [search(0), search(1), search(2)];
    const threads = placed([a, b], [c]);
    expect([threads.besides(a), threads.besides(c), threads.besides(search(0))]).toEqual([
      [b],
      [],
      [],
    ]);
    threads.leave(a);
    threads.leave(b);
    expect(threads.choose(3, [1, 0])).toBe(0);
  });
});

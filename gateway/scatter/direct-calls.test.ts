import { describe, expect, test } from "@jest/globals";
import { choiceForMarket, DirectCalls } from "./direct-calls.ts";

/** Calls whose instances are chosen in this order, and all that they do. */
function directCalls(instances: readonly string[], called = ["partners"]) {
  const done: string[] = [];
  const left = [...instances];
  const params = new Map([["partners", "{}"]]);
  const calls = new DirectCalls(new Map(called.map((name) => [name, params.get(name) ?? null])), {
    choose: (bidder, tried, takesParams) => {
      if (takesParams !== params.has(bidder) || tried.has(left[0] ?? "")) return null;
      return left.shift() ?? null;
    },
    publish: (bidder, instance, params, budgetMs) =>
      void done.push(`call ${bidder} ${instance} ${params} ${budgetMs}`),
    unreachable: (bidder, instance) => void done.push(`unreachable ${bidder} ${instance}`),
    lost: (bidder) => void done.push(`lost ${bidder}`),
  });
  return { calls, done };
}

describe("direct calls", () => {
  test("DIRECT-1 go to one instance of each bidder, with what is said to it alone", () => {
    const { calls, done } = directCalls(["p1", "s1"], ["partners", "stops"]);
    calls.send(500);
    expect({ withParams: calls.withParams, done }).toEqual({
      withParams: ["partners"],
      done: ["call partners p1 {} 500", "call stops s1 null 500"],
    });
  });

  test("DIRECT-2 with params only the instance that was called counts; else all do", () => {
    const { calls } = directCalls(["p1", "s1"], ["partners", "stops"]);
    calls.send(500);
    const counts = [
      ["partners", "p1"],
      ["partners", "p2"],
      ["stops", "s2"],
      ["rail", "r1"],
    ].map(([bidder = "", instance = ""]) => calls.counts(bidder, instance));
    expect(counts).toEqual([true, false, true, true]);
  });

  test("DIRECT-3 the next instance is called where one is not there, three in all", () => {
    const { calls, done } = directCalls(["p1", "p2", "p3", "p4"]);
    calls.send(500);
    for (const leftMs of [400, 300, 200, 100]) calls.noSubscriber("partners", leftMs);
    expect(done).toEqual([
      "call partners p1 {} 500",
      "unreachable partners p1",
      "call partners p2 {} 400",
      "unreachable partners p2",
      "call partners p3 {} 300",
      "unreachable partners p3",
      "lost partners",
    ]);
  });

  test("DIRECT-3 nobody is called in the last milliseconds", () => {
    const { calls, done } = directCalls(["p1", "p2"]);
    calls.send(500);
    calls.noSubscriber("partners", 4);
    expect(done.slice(1)).toEqual(["unreachable partners p1", "lost partners"]);
  });

  test("a bidder without an instance is lost, once the call has been sent", async () => {
    const { calls, done } = directCalls([]);
    calls.send(500);
    expect(done).toEqual([]);
    await Promise.resolve();
    expect(done).toEqual(["lost partners"]);
  });
});

describe("the call to the market", () => {
  test.each([
    [undefined, { except: ["partners"] }],
    [{ except: ["stops"] }, { except: ["stops", "partners"] }],
    [{ only: ["stops", "partners"] }, { only: ["stops"] }],
    [{ only: ["stops", "rail"], except: ["rail"] }, { only: ["stops"] }],
    [{ only: ["partners"] }, null],
  ])("of %j without partners asks %j", (choice, expected) => {
    expect(choiceForMarket(choice, ["partners"])).toEqual(expected);
  });
});

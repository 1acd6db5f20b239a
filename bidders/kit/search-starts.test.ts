import { expect, test } from "@jest/globals";
import { DrivenClock } from "../../test/harness/driven-clock.ts";
import { EventLoopTurn } from "./event-loop-turn.ts";
import { SearchStarts } from "./search-starts.ts";

test("a search whose start throws is not started again, and does not stop the others", () => {
  const clock = new DrivenClock();
  const turns: (() => void)[] = [];
  const later = (callback: () => void) => void turns.push(callback);
  const turn = new EventLoopTurn(clock, later, later);
  const begun: string[] = [];
  const starts = new SearchStarts<string>(clock, turn, (name) => {
    begun.push(name);
    if (name === "two") throw new Error(name);
    return clock.now();
  });
  for (const name of ["one", "two", "three"]) starts.add(name, false);
  expect(() => turns.shift()?.()).toThrow("two");
  turns.shift()?.();
  expect(begun).toEqual(["one", "two", "three"]);
  starts.add("four", false);
  turns.shift()?.();
  expect(begun).toEqual(["one", "two", "three", "four"]);
  expect(turns).toEqual([]);
});

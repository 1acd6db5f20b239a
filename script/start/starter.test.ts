import { expect, test } from "@jest/globals";
import { onStarterGone } from "./starter.ts";

function watched(environment: Record<string, string>, parents: readonly number[]) {
  let calls = 0;
  let check = () => {};
  let stopped = 0;
  let turn = 0;
  onStarterGone(environment, () => calls++, {
    parent: () => parents[turn] ?? 0,
    every: (_ms, each) => {
      check = each;
      return () => stopped++;
    },
  });
  for (turn = 1; turn < parents.length && stopped === 0; turn++) check();
  return { calls, stopped };
}

const npm = { npm_lifecycle_event: "start" };

test.each([
  ["npm stays", npm, [10, 10, 10], 0],
  ["npm is killed", npm, [10, 10, 1, 1], 1],
  ["started by hand", {}, [10, 1, 1], 0],
  ["under another script of npm's", { npm_lifecycle_event: "test" }, [10, 1, 1], 0],
])("%s: %j, parents %j -> %d", (_what, environment, parents, calls) =>
  expect(watched(environment as Record<string, string>, parents)).toEqual({
    calls,
    stopped: calls,
  }));

/** What is made of several answers. */
import { expect, test } from "@jest/globals";
import { someAnswers } from "./ask.ts";

const refused = (why: string) => Promise.reject(new Error(why));

test.each<[string, readonly (() => Promise<number>)[], unknown]>([
  ["nobody is asked", [], []],
  ["all answer", [async () => 1, async () => 2], [1, 2]],
  ["one refuses", [() => refused("busy"), async () => 2], [2]],
  ["all refuse: the first says why", [() => refused("busy"), () => refused("gone")], "busy"],
])("%s", async (_name, asked, expected) => {
  const end = await someAnswers(asked.map((ask) => ask())).catch(({ message }) => message);
  expect({ end }).toEqual({ end: expected });
});

import { expect, test } from "@jest/globals";
import { written } from "./scratch.ts";

const one = (value: number) => written((w, message: number) => w.uint32(message), value);

test("a message that is written within another leaves the outer one whole", () => {
  const inner: Uint8Array[] = [];
  const outer = written((w, value: number) => {
    w.uint32(value);
    inner.push(one(7));
    w.uint32(value + 1);
  }, 1);
  expect({ outer: [...outer], inner: inner.map((bytes) => [...bytes]) }).toEqual({
    outer: [1, 2],
    inner: [[7]],
  });
});

test("after an error the next message is whole", () => {
  expect(() =>
    written((w) => {
      w.uint32(9);
      throw new Error("no such word");
    }, 0),
  ).toThrow("no such word");
  expect([...one(3)]).toEqual([3]);
});

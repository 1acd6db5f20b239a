import { expect, test } from "@jest/globals";
import { OUTBOX_MAX, Outbox } from "./pending-bids.ts";

const bytes = new Uint8Array([1]);
const subjects = (outbox: Outbox, nowMs: number) =>
  outbox.take(nowMs).map(({ subject }) => subject);

test("what was kept goes out once, in its order", () => {
  const outbox = new Outbox();
  expect([outbox.keep("a", bytes, 100, 0), outbox.keep("b", bytes, 50, 1)]).toEqual([true, true]);
  expect(subjects(outbox, 10)).toEqual(["a", "b"]);
  expect(subjects(outbox, 10)).toEqual([]);
});

test("A8: what has no time left does not go out", () => {
  const outbox = new Outbox();
  outbox.keep("a", bytes, 100, 0);
  outbox.keep("b", bytes, 50, 0);
  expect(outbox.keep("c", bytes, 10, 10)).toBe(false);
  expect(subjects(outbox, 60)).toEqual(["a"]);
});

test("A6: no more than fit, and those whose time is over make room", () => {
  const outbox = new Outbox();
  for (let i = 0; i < OUTBOX_MAX; i++) outbox.keep(`${i}`, bytes, i === 0 ? 5 : 100, 0);
  expect(outbox.keep("more", bytes, 100, 0)).toBe(false);
  expect(outbox.keep("more", bytes, 100, 6)).toBe(true);
});

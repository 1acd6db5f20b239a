import { expect, test } from "@jest/globals";
import { PENDING_BIDS_MAX, PendingBids } from "./pending-bids.ts";

const bytes = new Uint8Array([1]);
const subjects = (pending: PendingBids, nowMs: number) =>
  pending.takeAll(nowMs).map(({ subject }) => subject);

test("what was added is returned once, in its order", () => {
  const pending = new PendingBids();
  expect([pending.add("a", bytes, 100, 0), pending.add("b", bytes, 50, 1)]).toEqual([true, true]);
  expect(subjects(pending, 10)).toEqual(["a", "b"]);
  expect(subjects(pending, 10)).toEqual([]);
});

test("A8: a bid without time left is not returned", () => {
  const pending = new PendingBids();
  pending.add("a", bytes, 100, 0);
  pending.add("b", bytes, 50, 0);
  expect(pending.add("c", bytes, 10, 10)).toBe(false);
  expect(subjects(pending, 60)).toEqual(["a"]);
});

test("A6: no more than fit, and those without time left make room", () => {
  const pending = new PendingBids();
  for (let i = 0; i < PENDING_BIDS_MAX; i++) pending.add(`${i}`, bytes, i === 0 ? 5 : 100, 0);
  expect(pending.add("more", bytes, 100, 0)).toBe(false);
  expect(pending.add("more", bytes, 100, 6)).toBe(true);
});

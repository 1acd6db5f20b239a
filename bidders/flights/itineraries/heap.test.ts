import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { Heap } from "./heap.ts";

const numbers = fc.array(fc.integer({ min: 0, max: 50 }), { maxLength: 60 });

function emptied(heap: Heap<number>): number[] {
  const popped: number[] = [];
  while (heap.size > 0) {
    expect(heap.first).toBeDefined();
    popped.push(heap.pop() as number);
  }
  expect({ first: heap.first, popped: heap.pop() }).toEqual({
    first: undefined,
    popped: undefined,
  });
  return popped;
}

function heapOf(items: readonly number[]): Heap<number> {
  const heap = new Heap<number>((one, other) => one < other);
  for (const item of items) heap.push(item);
  return heap;
}

test("what is first leaves first", () => {
  fc.assert(
    fc.property(numbers, (items) => {
      expect(emptied(heapOf(items))).toEqual(items.toSorted((a, b) => a - b));
    }),
  );
});

test("the first so many are kept, and what is pushed after that takes its place", () => {
  fc.assert(
    fc.property(numbers, fc.nat(30), numbers, (items, count, more) => {
      const heap = heapOf(items);
      heap.keep(count);
      for (const item of more) heap.push(item);
      const kept = items.toSorted((a, b) => a - b).slice(0, count);
      expect(emptied(heap)).toEqual([...kept, ...more].sort((a, b) => a - b));
    }),
  );
});

import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { nextTurn } from "./next-turn.ts";
import { OpenMap } from "./open-map.ts";

const key = fc.constantFrom("a", "b", "c", "d", "e");
const step = fc.oneof(
  fc.record({ action: fc.constant("set" as const), key, value: fc.nat() }),
  fc.record({ action: fc.constant("delete" as const), key }),
  fc.record({ action: fc.constant("clear" as const), key }),
);

test("it is a Map", () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const open = new OpenMap<string, number>();
      const plain = new Map<string, number>();
      for (const one of steps) {
        if (one.action === "clear") {
          open.clear();
          plain.clear();
        } else if (one.action === "delete")
          expect(open.delete(one.key)).toBe(plain.delete(one.key));
        else {
          open.set(one.key, one.value);
          plain.set(one.key, one.value);
        }
        expect(open.size).toBe(plain.size);
        expect(open.get(one.key)).toBe(plain.get(one.key));
        expect(open.has(one.key)).toBe(plain.has(one.key));
        expect([...open.keys()]).toEqual([...plain.keys()]);
        expect([...open.values()]).toEqual([...plain.values()]);
        expect([...open]).toEqual([...plain]);
      }
    }),
    { numRuns: propertyRuns(500) },
  );
});

test("what is deleted while it is read is not read", () => {
  const open = new OpenMap<string, string>();
  for (const name of ["first", "second", "third"]) open.set(name, name);
  const read: string[] = [];
  for (const value of open.values()) {
    read.push(value);
    open.delete("second");
  }
  expect(read).toEqual(["first", "third"]);
});

interface Entries {
  set(key: number, value: object): unknown;
  delete(key: number): boolean;
  values(): Iterator<object>;
}

/** A thousand values, 20 of them at a time. */
function comeAndGo(map: Entries): WeakRef<object>[] {
  const values = Array.from({ length: 1_000 }, (_, i) => {
    const value = {};
    map.set(i, value);
    map.delete(i - 20);
    return new WeakRef(value);
  });
  for (let i = 980; i < 1_000; i++) map.delete(i);
  return values;
}

/** How many are still in memory, when a reader has begun before they came. */
async function keptOf(map: Entries): Promise<number> {
  map.set(-1, {});
  const reader = map.values();
  reader.next();
  const values = comeAndGo(map);
  await nextTurn(); // a WeakRef keeps its object for the rest of the turn in which it was made
  setFlagsFromString("--expose-gc");
  runInNewContext("gc")();
  const kept = values.filter((value) => value.deref() !== undefined).length;
  reader.next();
  return kept;
}

test("OPEN-1: an old table keeps no value, as those of a Map do", async () => {
  expect(await keptOf(new OpenMap())).toBe(0);
  expect(await keptOf(new Map())).toBeGreaterThan(0);
});

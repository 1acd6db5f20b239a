import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { CallsInFlight } from "./calls-in-flight.ts";

test("finds all calls of a search, removes them one by one, and resolves when none is left", async () => {
  const inFlight = new CallsInFlight<string>();
  inFlight.add("search", "first");
  inFlight.add("search", "hedged");
  inFlight.add("other", "third");
  expect(inFlight.of("search")).toEqual(["first", "hedged"]);
  expect(inFlight.of("unknown")).toEqual([]);
  expect({ known: inFlight.has("search"), unknown: inFlight.has("unknown") }).toEqual({
    known: true,
    unknown: false,
  });
  expect(inFlight.all()).toEqual(["first", "hedged", "third"]);

  let idle = false;
  const whenIdle = inFlight.idle().then(() => {
    idle = true;
  });
  inFlight.remove("first");
  inFlight.remove("first");
  inFlight.remove("hedged");
  await Promise.resolve();
  expect({ inFlight: inFlight.size, idle }).toEqual({ inFlight: 1, idle: false });
  inFlight.remove("third");
  await whenIdle;
  expect({ inFlight: inFlight.size, idle }).toEqual({ inFlight: 0, idle: true });
  await inFlight.idle();
});

test("is a multiset of calls by search, whatever is added and removed", () => {
  const step = fc.record({
    isAdded: fc.boolean(),
    search: fc.constantFrom("a", "b"),
    call: fc.integer({ min: 0, max: 4 }),
  });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
      const inFlight = new CallsInFlight<string>();
      const model = new Map<string, string[]>();
      for (const { isAdded, search, call: number } of steps) {
        const call = `${search}${number}`;
        const calls = model.get(search) ?? [];
        const index = calls.indexOf(call);
        if (isAdded && index < 0) {
          inFlight.add(search, call);
          calls.push(call);
        } else if (!isAdded) {
          inFlight.remove(call);
          if (index >= 0) calls.splice(index, 1);
        }
        model.set(search, calls);
        for (const [name, expected] of model) {
          expect(inFlight.of(name).sort()).toEqual(expected.toSorted());
          expect(inFlight.has(name)).toBe(expected.length > 0);
        }
        const all = [...model.values()].flat();
        expect({ size: inFlight.size, all: inFlight.all().sort() }).toEqual({
          size: all.length,
          all: all.sort(),
        });
      }
    }),
  );
});

import { expect, test } from "@jest/globals";
import { CallsInFlight } from "./calls-in-flight.ts";

test("finds all calls of a search, removes them one by one, and resolves when none is left", async () => {
  const inFlight = new CallsInFlight<string>();
  inFlight.add("search", "first");
  inFlight.add("search", "hedged");
  inFlight.add("other", "third");
  expect(inFlight.of("search")).toEqual(["first", "hedged"]);
  expect(inFlight.of("unknown")).toEqual([]);
  expect(inFlight.all()).toEqual(["first", "hedged", "third"]);

  let idle = false;
  const whenIdle = inFlight.idle().then(() => {
    idle = true;
  });
  inFlight.remove("search", "first");
  inFlight.remove("search", "first");
  inFlight.remove("search", "hedged");
  await Promise.resolve();
  expect([inFlight.size, idle]).toEqual([1, false]);
  inFlight.remove("other", "third");
  await whenIdle;
  expect([inFlight.size, idle]).toEqual([0, true]);
  await inFlight.idle();
});

import { expect, test } from "@jest/globals";
import { keyFacts } from "./key-facts.ts";

test.each([
  [
    "a flight",
    "BA117-LHRJFK-20261223T0830",
    { stops: 0, carriers: ["BA"], origin: "LHR", destination: "JFK", via: [], departureHour: 8 },
  ],
  [
    "a return: its stops are the most of a slice, its destination is where the first slice ends",
    "BA117-LHRJFK-20261223T2359_AA1-JFKBOS-20261230T0700+U22-BOSLGW-20261230T1000",
    {
      stops: 1,
      carriers: ["BA", "AA", "U2"],
      origin: "LHR",
      destination: "JFK",
      via: ["BOS"],
      departureHour: 23,
    },
  ],
  [
    "a change of airports: the traveller is at both, and each carrier counts once",
    "AF1-NCECDG-20261223T0000+AF2-ORYLIS-20261223T0600+TP3-LISJFK-20261223T1200",
    {
      stops: 2,
      carriers: ["AF", "TP"],
      origin: "NCE",
      destination: "JFK",
      via: ["CDG", "ORY", "LIS"],
      departureHour: 0,
    },
  ],
])("%s", (_what, key, facts) => {
  expect(keyFacts(key)).toEqual(facts);
});

test.each([
  "",
  "BA117",
  "BA117-LHRJFK-20261223T0830+",
  "a key of a bidder's own",
])("%p is not a key", (key) => {
  expect(keyFacts(key)).toBeUndefined();
});

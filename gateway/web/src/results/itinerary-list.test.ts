import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Itinerary } from "../../../../proto/messages.ts";
import { propertyRuns } from "../../../../test/harness/property-runs.ts";
import {
  cheaperWaiting,
  inRankOrder,
  mayBeRead,
  NO_ITINERARIES,
  withDetails,
  withLatest,
  withNextPage,
} from "./itinerary-list.ts";

const one = (key: string, amount = 100) =>
  ({ key, price: { amount, currency: "USD" } }) as unknown as Itinerary;
const all = (keys: string) => [...keys].map((key) => one(key));
const keysOf = (list: readonly { key: string }[]) => list.map(({ key }) => key).join("");

describe("READ-1: what may be being read does not move", () => {
  test.each<[what: string, shown: string, latest: string, expected: [string, string]]>([
    ["what ranks behind all is added below", "bd", "bdef", ["bdef", ""]],
    ["what ranks before all waits", "bd", "abd", ["bd", "a"]],
    ["what ranks between two waits", "bd", "bcd", ["bd", "c"]],
    ["both at once", "bd", "abcde", ["bde", "ac"]],
    ["another order among them is not followed", "bd", "db", ["bd", ""]],
    ["what is no longer among the best stays", "bd", "ab", ["bd", "a"]],
    ["nothing of it is known any more", "bd", "xy", ["bdxy", ""]],
  ])("%s", (_what, shown, latest, [expected, waiting]) => {
    const list = withLatest({ shown: all(shown), waiting: [] }, all(latest), true);
    expect({ shown: keysOf(list.shown), waiting: keysOf(list.waiting) }).toEqual({
      shown: expected,
      waiting,
    });
  });

  test("nobody reads it: the latest order", () => {
    const list = withLatest({ shown: all("bd"), waiting: all("a") }, all("dab"), false);
    expect({ shown: keysOf(list.shown), waiting: keysOf(list.waiting) }).toEqual({
      shown: "dab",
      waiting: "",
    });
  });

  test("a line has the latest price", () => {
    const list = withLatest({ shown: [one("b", 900)], waiting: [] }, [one("b", 500)], true);
    expect(list.shown[0]?.price.amount).toBe(500);
  });

  const lists = fc
    .uniqueArray(fc.constantFrom(..."abcdefghij"), { maxLength: 10 })
    .map((keys) => all(keys.join("")));

  test("property: after any events the lines before are a beginning of the lines after", () => {
    fc.assert(
      fc.property(lists, fc.array(lists, { maxLength: 6 }), (first, events) => {
        let list = withLatest(NO_ITINERARIES, first, false);
        for (const latest of events) {
          const before = keysOf(list.shown);
          list = withLatest(list, latest, true);
          expect(keysOf(list.shown).startsWith(before)).toBe(true);
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  test("property READ-2: each of the latest is shown or waits, once", () => {
    fc.assert(
      fc.property(lists, lists, fc.boolean(), (first, latest, isRead) => {
        const list = withLatest({ shown: first, waiting: [] }, latest, isRead);
        const keys = [...list.shown, ...list.waiting].map(({ key }) => key);
        expect(new Set(keys).size).toBe(keys.length);
        expect(latest.filter(({ key }) => !keys.includes(key))).toEqual([]);
        const asked = inRankOrder(list, latest);
        expect(keysOf(asked.shown).startsWith(keysOf(latest))).toBe(true);
        expect(asked.waiting).toEqual([]);
      }),
      { numRuns: propertyRuns(200) },
    );
  });
});

test("READ-2: the next page comes below, without what is there already", () => {
  const list = withNextPage({ shown: all("bd"), waiting: all("a") }, all("adef"));
  expect({ shown: keysOf(list.shown), waiting: keysOf(list.waiting) }).toEqual({
    shown: "bdef",
    waiting: "a",
  });
});

test("details change neither the lines nor their order", () => {
  const list = withDetails({ shown: all("bd"), waiting: all("a") }, [one("d", 7), one("x", 8)]);
  expect(list.shown.map(({ key, price }) => `${key} ${price.amount}`)).toEqual(["b 100", "d 7"]);
});

test("only what costs less than all that are shown is cheaper", () => {
  const shown = [one("b", 500), one("d", 400)];
  const waiting = [one("a", 450), one("c", 390), one("e", 300)];
  expect(cheaperWaiting({ shown, waiting })).toEqual({
    count: 2,
    lowest: { amount: 300, currency: "USD" },
  });
  expect(cheaperWaiting({ shown, waiting: [] })).toEqual({ count: 0, lowest: null });
});

test.each([
  [false, null, false],
  [true, null, false],
  [false, 999, false],
  [false, 1_000, true],
  [true, 0, true],
])("acted on: %p, shown for %p ms: may be read: %p", (hasActed, shownForMs, expected) => {
  expect(mayBeRead(hasActed, shownForMs)).toBe(expected);
});

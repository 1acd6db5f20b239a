import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { byteMutations, changed } from "../test/fixtures/wire/mutants.ts";
import { readKey } from "../test/fixtures/wire/read-key.ts";
import { soundOffers } from "../test/fixtures/wire/row-arbitraries.ts";
import { propertyRuns } from "../test/harness/property-runs.ts";
import { itineraryKey } from "./itinerary.ts";

const numRuns = propertyRuns(100);

/** The grammar of docs/wire-protocol.md; days of the calendar are checked by the Date. */
const SEGMENT = "[A-Z0-9]{2,3}\\d{1,4}[A-Z]?-[A-Z]{6}-\\d{8}T(?:[01]\\d|2[0-3])[0-5]\\d";
const SLICE = `${SEGMENT}(?:\\+${SEGMENT}){0,7}`;
const KEY = new RegExp(`^${SLICE}(?:_${SLICE}){0,5}$`);

function isKey(key: string): boolean {
  if (!KEY.test(key)) return false;
  return [...key.matchAll(/-(\d{4})(\d\d)(\d\d)T/g)].every(([, year, month, day]) => {
    const date = new Date(`${year}-${month}-${day}T00:00Z`);
    return Number(year) >= 100 && date.getUTCDate() === Number(day);
  });
}

describe("KEY-1", () => {
  test("a key that is read gives the itinerary of which it is the key", () =>
    fc.assert(
      fc.property(soundOffers, ({ slices }) => {
        const key = itineraryKey(slices);
        const found = readKey(key);
        expect(found && itineraryKey(found)).toBe(key);
      }),
      { numRuns },
    ));

  test("any text is read exactly when it is a key", () =>
    fc.assert(
      fc.property(soundOffers, byteMutations, fc.nat(40), ({ slices }, list, cut) => {
        // Short ones too, so that a change is often in what matters.
        const whole = itineraryKey(slices);
        const key = changed(Buffer.from(whole.slice(0, 27 + cut)), list).toString("latin1");
        for (const text of [key, whole.slice(0, 27), whole.slice(0, -1)]) {
          const found = readKey(text);
          expect(found !== undefined).toBe(isKey(text));
          if (found !== undefined) expect(itineraryKey(found)).toBe(text);
        }
      }),
      { numRuns: 4 * numRuns },
    ));
});

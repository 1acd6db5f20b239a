import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { changed, changes } from "../test/fixtures/wire/mutants.ts";
import { soundOffers } from "../test/fixtures/wire/row-arbitraries.ts";
import { propertyRuns } from "../test/harness/property-runs.ts";
import { itineraryKey } from "./itinerary.ts";
import { KeyReader } from "./itinerary-key.ts";
import { wallClockText } from "./local-time.ts";
import type { OfferSlice, Segment } from "./messages.ts";

const numRuns = propertyRuns(100);
const reader = new KeyReader();

/** What a key says of its slices; undefined when it is none. */
function read(key: string): OfferSlice[] | undefined {
  const slices: Segment[][] = [[]];
  reader.start(key);
  do {
    if (!reader.next()) return undefined;
    const { carrier, flightNumber, origin, destination, departure } = reader;
    const local = wallClockText(departure);
    slices.at(-1)?.push({
      carrier,
      flightNumber,
      origin,
      destination,
      departure: local,
      arrival: local,
      durationMinutes: 0,
      aircraft: "",
    });
    if (reader.endsSlice && !reader.ended) slices.push([]);
  } while (!reader.ended);
  return slices.map((segments) => ({ segments, durationMinutes: 0 }));
}

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
        const found = read(key);
        expect(found && itineraryKey(found)).toBe(key);
      }),
      { numRuns },
    ));

  test("any text is read exactly when it is a key", () =>
    fc.assert(
      fc.property(soundOffers, changes, fc.nat(40), ({ slices }, list, cut) => {
        // Short ones too, so that a change is often in what matters.
        const whole = itineraryKey(slices);
        const key = changed(Buffer.from(whole.slice(0, 27 + cut)), list).toString("latin1");
        for (const text of [key, whole.slice(0, 27), whole.slice(0, -1)]) {
          const found = read(text);
          expect(found !== undefined).toBe(isKey(text));
          if (found !== undefined) expect(itineraryKey(found)).toBe(text);
        }
      }),
      { numRuns: 4 * numRuns },
    ));

  test.each<[string, string, string | undefined]>([
    ["a carrier of two characters", "BA117-LHRJFK-20261215T0830", "BA"],
    ["a carrier of two with a digit", "U28117-LGWNCE-20261215T0830", "U2"],
    ["ICAO's three letters", "BAW117A-LHRJFK-20261215T0830", "BAW"],
    ["a number without digits", "BAW-LHRJFK-20261215T0830", undefined],
    ["a number of six digits", "BA123456-LHRJFK-20261215T0830", undefined],
    ["small letters", "ba117-LHRJFK-20261215T0830", undefined],
    ["an airport of four letters", "BA117-LHRXJFK-20261215T0830", undefined],
    ["no day of the calendar", "BA117-LHRJFK-20260229T0830", undefined],
    ["the hour 24", "BA117-LHRJFK-20261215T2400", undefined],
    ["more after its end", "BA117-LHRJFK-20261215T0830Z", undefined],
    ["nothing after a join", "BA117-LHRJFK-20261215T0830+", undefined],
    ["nothing", "", undefined],
    ["nine segments", Array(9).fill("BA117-LHRJFK-20261215T0830").join("+"), undefined],
    ["seven slices", Array(7).fill("BA117-LHRJFK-20261215T0830").join("_"), undefined],
  ])("%s", (_what, key, carrier) => expect(read(key)?.[0]?.segments[0]?.carrier).toBe(carrier));
});

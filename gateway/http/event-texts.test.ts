import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { Itinerary } from "../../proto/messages.ts";
import { anyCharacter } from "../../test/fixtures/any-character.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { wholeList } from "../web/src/api/changes.ts";
import { EventTexts } from "./event-texts.ts";

/** Any texts and numbers stand for an itinerary: only its key has a meaning here. */
const itinerary = fc.record({
  key: fc.constantFrom("a", "b", "c", "d", "e", '"', "ü"),
  cost: fc.integer(),
  sellers: fc.array(fc.string({ unit: anyCharacter }), { maxLength: 2 }),
}) as unknown as fc.Arbitrary<Itinerary>;
const list = fc.uniqueArray(itinerary, { selector: ({ key }) => key });
const event = list.map((itineraries) => ({ searchId: "s", itineraries, bidders: [1.5, null] }));

describe("the text of an event", () => {
  test("property: is the one of JSON.stringify (STREAM-1)", () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const texts = new EventTexts("full");
        for (const one of [...events, ...events]) expect(texts.next(one)).toBe(JSON.stringify(one));
        expect(texts.next({ bidder: "a" })).toBe('{"bidder":"a"}');
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  test("property: changes give the whole list again, event by event (STREAM-2)", () => {
    fc.assert(
      fc.property(fc.array(event), (events) => {
        const texts = new EventTexts("changes");
        let last: Itinerary[] = [];
        for (const one of events) {
          const { keys, ...read } = JSON.parse(texts.next(one));
          last = wholeList(last, { keys, itineraries: read.itineraries });
          expect({ ...read, itineraries: last }).toEqual(JSON.parse(JSON.stringify(one)));
        }
      }),
      { numRuns: propertyRuns(200) },
    );
  });

  test("what the last event had is named by its key alone (STREAM-2)", () => {
    const texts = new EventTexts("changes");
    const [a, b] = [
      { key: "a", cost: 1 },
      { key: "b", cost: 2 },
    ];
    const next = (...itineraries: object[]) => JSON.parse(texts.next({ itineraries }));
    expect(next(a)).toEqual({ keys: ["a"], itineraries: [a] });
    expect(next(b, a)).toEqual({ keys: ["b", "a"], itineraries: [b] });
    expect(next({ ...a, cost: 0 }, { ...b })).toEqual({
      keys: ["a", "b"],
      itineraries: [{ key: "a", cost: 0 }],
    });
    expect(next(b)).toEqual({ keys: ["b"], itineraries: [] });
    expect(next(a, b)).toEqual({ keys: ["a", "b"], itineraries: [a] });
  });
});

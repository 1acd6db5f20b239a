import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { simpleItineraryFault } from "../../test/fixtures/offers/simple-itinerary-rules.ts";
import { flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { elapsed } from "../places/airport-clocks.ts";
import { itineraryFault } from "./itinerary-rules.ts";

const there = { origin: "DUB", destination: "CDG", departureDate: "2027-10-30" };
const searches = [
  flightSearch({ slices: [there], maxStops: 1 }),
  flightSearch({
    slices: [there, { origin: "CDG", destination: "DUB", departureDate: "2027-10-31" }],
    maxStops: 1,
  }),
];
const RIGHT = searches.flatMap((search) =>
  [0, 1].flatMap((stops) =>
    ["08:30", "23:30"].map((departs) => ({
      search,
      slices: flightOffer(search, { stops, departs, durationMinutes: stops === 0 ? 105 : 320 })
        .slices,
    })),
  ),
);

const SEGMENT_FIELDS = [
  "carrier",
  "flightNumber",
  "origin",
  "destination",
  "departure",
  "arrival",
  "durationMinutes",
  "aircraft",
  "originTerminal",
  "destinationTerminal",
];
const fieldValue = fc.oneof(
  fc.constantFrom<unknown>(undefined, null, "", 0, -1, 1.5, 100_000, [], {}),
  fc.constantFrom("BA", "AA", "BA1", "BA1A", "AA12345", "CDG", "DUB", "LHR", "QZX", "A320", "5"),
  // Clocks are put back on 2027-10-31.
  fc
    .tuple(fc.constantFrom("2027-10-30", "2027-10-31", "2027-11-02", "2027-02-30"), fc.nat(95))
    .map(([day, n]) => {
      const hour = String(n >> 2).padStart(2, "0");
      return `${day}T${hour}:${["00", "15", "30", "45"][n & 3]}`;
    }),
  fc.constantFrom(45, 99, 100, 105, 110, 111, 165, 320),
);

/** One value of a field, a segment or a slice is another one. */
const change = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      slice: fc.nat(1),
      segment: fc.nat(1),
      field: fc.constantFrom(...SEGMENT_FIELDS),
      value: fieldValue,
    }),
  },
  fc.record({ slice: fc.nat(1), segment: fc.constant(null), value: fieldValue }),
  fc.record({ slice: fc.nat(1), field: fc.constant("durationMinutes"), value: fieldValue }),
);
type FieldChange = { slice: number; segment?: number | null; field?: string; value: unknown };

function changed(slices: unknown, { slice, segment, field, value }: FieldChange): unknown {
  const copy = structuredClone(slices) as Record<string, unknown>[];
  const at = copy[slice];
  if (typeof at !== "object" || at === null) return copy;
  if (segment === null) at["segments"] = [value];
  else if (segment === undefined) at["durationMinutes"] = value;
  else {
    const its = (at["segments"] as Record<string, unknown>[] | undefined)?.[segment];
    if (typeof its === "object" && its !== null) its[field as string] = value;
  }
  return copy;
}

describe("OFFER-1 to OFFER-4: the same first fault as by the rules as they were first written", () => {
  test.each([true, false])("property: with durations checked: %p", (checksDurations) => {
    const codes = new Map<string, number>();
    fc.assert(
      fc.property(
        fc.constantFrom(...RIGHT),
        fc.array(change, { maxLength: 3 }),
        fc.nat(20),
        ({ search, slices }, changes, other) => {
          // Now and then for a search of another number of slices.
          const asked = other === 0 ? searches[0] : search;
          const rules = { search: asked ?? search, elapsed, checksDurations };
          const value = (changes as FieldChange[]).reduce(changed, slices as unknown);
          const fault = simpleItineraryFault(value, rules);
          codes.set(fault?.code ?? "none", (codes.get(fault?.code ?? "none") ?? 0) + 1);
          expect(itineraryFault(value, rules)).toEqual(fault);
        },
      ),
      { numRuns: propertyRuns(5_000) },
    );
    expect(codes.size).toBeGreaterThan(8);
  });

  test.each([undefined, null, 7, "slices", {}, [null], [[]]])("%p are not slices", (slices) => {
    const rules = { search: searches[0] as (typeof searches)[0], elapsed, checksDurations: true };
    expect(itineraryFault(slices, rules)).toEqual(simpleItineraryFault(slices, rules));
    expect(itineraryFault(slices, rules)).toBeDefined();
  });
});

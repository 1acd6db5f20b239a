import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { change, readDuffelAnswer, SAMPLE } from "../../../test/fixtures/partners/duffel-sample.ts";
import { SEARCH } from "../../../test/fixtures/partners/partner.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { PartnerFailure } from "../partner-failure.ts";

describe("properties", () => {
  const holds = (body: string) => {
    try {
      const { offers, refused } = readDuffelAnswer(body, SEARCH);
      for (const offer of offers) {
        expect(Number.isSafeInteger(offer.price.amount) && offer.price.amount > 0).toBe(true);
        expect(offer.slices[0]?.segments[0]?.origin).toBe("LHR");
        expect(
          offer.slices.every((s) => Number.isInteger(s.durationMinutes) && s.durationMinutes > 0),
        ).toBe(true);
      }
      return [...refused];
    } catch (thrown) {
      expect(thrown).toBeInstanceOf(PartnerFailure);
      return [];
    }
  };

  test("any text and any JSON value ends as offers, as named refusals or as a fault of the partner", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), (body) => void holds(body)),
      { numRuns: propertyRuns(2_000) },
    );
    fc.assert(
      fc.property(fc.array(fc.jsonValue()), (offers) => {
        // One right offer, so that the answer is right.
        const all = [...offers, JSON.parse(SAMPLE).data.offers[0]];
        expect(holds(JSON.stringify({ data: { offers: all } }))).toHaveLength(offers.length);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  test("a good answer with any one value in it replaced is still one of those", () => {
    const paths = leaves(JSON.parse(SAMPLE).data.offers[1]);
    const value = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom("-1.00", "1e9", "2026-13-01T00:00:00", "PT-5M", "LHR", Number.MAX_VALUE),
    );
    fc.assert(
      fc.property(fc.constantFrom(...paths), value, (path, replacement) => {
        const answer = JSON.parse(SAMPLE);
        change(answer.data.offers[1], path, replacement);
        for (const line of holds(JSON.stringify(answer))) expect(line.length).toBeLessThan(400);
      }),
      { numRuns: propertyRuns(2_000) },
    );
  });
});

/** The paths of all values, objects and lists among them. */
function leaves(
  value: unknown,
  path: readonly (string | number)[] = [],
): (readonly (string | number)[])[] {
  if (typeof value !== "object" || value === null) return [path];
  const below = Object.entries(value).flatMap(([key, child]) =>
    leaves(child, [...path, Array.isArray(value) ? Number(key) : key]),
  );
  return path.length === 0 ? below : [path, ...below];
}

/** What the OpenAPI document says of these answers is what they are, field for field. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { keptEntries, keptLedger, keptWorlds } from "../../test/fixtures/auction/kept.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { KeptSearches } from "../search/kept-searches.ts";
import {
  explainAnswerSchema,
  facetsAnswerSchema,
  itinerariesAnswerSchema,
} from "./kept-schemas.ts";

test("answers about a kept search are those of their schemas", () => {
  fc.assert(
    fc.property(keptWorlds(), ({ rules, bids }) => {
      const entries = keptEntries(bids);
      const kept = new KeptSearches(keptLedger(rules, { entries, belowFloor: entries }), {
        dollarsPerHour: 30,
        dollarsPerStop: 40,
      });
      const page = kept.itineraries("s", { limit: "2", facets: "true" });
      expect(itinerariesAnswerSchema.parse(page)).toEqual(page);
      const facets = kept.facets("s", {});
      expect(facetsAnswerSchema.parse(facets)).toEqual(facets);
      const all = kept.explain("s", { limit: "3" });
      expect(explainAnswerSchema.parse(all)).toEqual(all);
      const [first] = page.itineraries;
      if (first === undefined) return;
      const one = kept.explain("s", { itinerary: first.key });
      expect(one).toHaveProperty("itinerary.rank", 1);
      expect(explainAnswerSchema.parse(one)).toEqual(one);
    }),
    { numRuns: propertyRuns(100) },
  );
});

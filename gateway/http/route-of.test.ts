import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { PATHS } from "./paths.ts";
import { routeOf } from "./route-of.ts";

test.each([
  ["/", PATHS.page],
  ["/live", PATHS.live],
  ["/ready?verbose", PATHS.ready],
  ["/v1/searches", PATHS.searches],
  ["/v1/airports?q=lond", PATHS.airports],
  ["/v1/searches/abc", PATHS.searchById],
  ["/v1/searches/abc?wait=1", PATHS.searchById],
  ["/v1/searches/abc/itineraries?sort=price", PATHS.searchItineraries],
  ["/v1/searches/abc/explain", PATHS.searchExplain],
  ["/v1/offers/a.b.c", PATHS.offerById],
  ["/v1/offers/a.b.c/price", PATHS.offerPrice],
  ["/shared/ending.js", "page-files"],
  ["/v1/searches/", "other"],
  ["/v1/searches/a/b/c", "other"],
  ["/v1/searches//itineraries", "other"],
  ["/wp-login.php", "other"],
  ["", "other"],
  ["*", "other"],
])("%s is counted as %s (ROUTE-1)", (url, route) => expect(routeOf(url)).toBe(route));

test("property: whatever is asked for, the labels are a fixed set (ROUTE-1)", () => {
  const labels = new Set<string>([...Object.values(PATHS), "page-files", "other"]);
  const pieces = fc.array(
    fc.oneof(fc.constantFrom("/", "v1", "searches", "offers", "price", "?", ".js"), fc.string()),
  );
  fc.assert(
    fc.property(pieces, (parts) => {
      expect(labels).toContain(routeOf(`/${parts.join("")}`));
    }),
    { numRuns: propertyRuns(300) },
  );
});

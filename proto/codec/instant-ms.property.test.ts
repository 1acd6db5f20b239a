/** The oracle is `Date.parse`. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { instantMs } from "./instant-ms.ts";

const DAY_MS = 86_400_000;
/** Of few days, so that many follow another one of the same day. */
const instants = fc
  .tuple(
    fc.oneof(
      fc.integer({ min: 20_000, max: 20_003 }),
      fc.integer({ min: -719_528, max: 2_932_896 }),
    ),
    fc.nat(DAY_MS - 1),
  )
  .map(([day, ms]) => new Date(day * DAY_MS + ms).toISOString());
const farInstants = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
const changed = fc
  .tuple(instants, fc.nat(30), fc.constantFrom(..."0123456789TZ:.-+ é"))
  .map(([text, at, character]) => text.slice(0, at) + character + text.slice(at + 1));

test("property: an instant is read as Date.parse reads it, whatever the text", () => {
  fc.assert(
    fc.property(fc.array(fc.oneof(instants, changed, farInstants, fc.string())), (texts) => {
      for (const text of texts) expect(instantMs(text)).toBe(Date.parse(text));
    }),
    { numRuns: propertyRuns(500) },
  );
});

test.each([
  "2026-11-30T24:00:00.000Z",
  "2026-11-30T23:59:60.000Z",
  "2026-02-31T00:00:00.000Z",
  "2026-13-01T00:00:00.000Z",
  "+02026-11-30T00:00:00.00",
  "",
])("%s is read as Date.parse reads it, twice", (text) => {
  for (let i = 0; i < 2; i++) expect(instantMs(text)).toBe(Date.parse(text));
});

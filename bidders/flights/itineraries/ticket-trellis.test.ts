/** TRELLIS-1 against every ticket of small random trellises. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { RATES } from "../../../test/fixtures/flights/context.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { type Seller, TicketPrices } from "./ticket-prices.ts";
import { type PricedPart, type TicketTrellis, trellisOf } from "./ticket-trellis.ts";
import type { TripPart } from "./trip-part.ts";

const SELLER = new TicketPrices({
  passengers: { adults: 1, children: 0, infants: 0 },
  rates: RATES,
  objective: { valuePerHour: 0, penaltyPerStop: 0 },
  unpriced: () => {},
}).seller("BA") as Seller;

const entries = fc.array(
  fc
    .record({
      leaves: fc.nat(40),
      minutes: fc.integer({ min: 1, max: 12 }),
      share: fc.double({ min: 0, max: 9, noNaN: true }),
      row: fc.nat(1),
    })
    .map(({ leaves, minutes, share, row }): PricedPart => {
      const part: TripPart = {
        fares: [{ seller: "BA", dollars: share }],
        departureUtc: leaves,
        arrivalUtc: leaves + minutes,
        minutes,
        stops: 0,
        inconvenience: 0,
        mixed: false,
        firstRow: row,
        lastRow: row,
        departureLocal: leaves,
        arrivalDay: 0,
        option: { departures: [], fares: [] },
      };
      return { part, seller: "BA", isFirst: true, dollars: share, amount: share, share };
    }),
  { minLength: 1, maxLength: 7 },
);

/** A stay that depends on both flights, as the change of terminals does. */
const follows = (last: TripPart, next: TripPart) =>
  next.departureUtc - last.arrivalUtc >= (last.lastRow === next.firstRow ? 1 : 4);

function trellisIn(lists: readonly (readonly PricedPart[])[]): TicketTrellis | undefined {
  const work = trellisOf(SELLER, lists, follows);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** All ways to go on from an entry of a slice: what they add, and how long they take. */
function waysOn(
  lists: readonly (readonly PricedPart[])[],
  slice: number,
  { part, share }: PricedPart,
): { readonly share: number; readonly minutes: number }[] {
  if (slice + 1 === lists.length) return [{ share, minutes: part.minutes }];
  return (lists[slice + 1] as readonly PricedPart[])
    .filter((next) => follows(part, next.part))
    .flatMap((next) => waysOn(lists, slice + 1, next))
    .map((on) => ({ share: share + on.share, minutes: part.minutes + on.minutes }));
}

test("TRELLIS-1: a trellis has the parts that tickets go on from, with what the cheapest adds, in its order", () => {
  let [kept, leftOut] = [0, 0];
  fc.assert(
    fc.property(fc.array(entries, { minLength: 1, maxLength: 4 }), (lists) => {
      const trellis = trellisIn(lists);
      const all = lists.map((list, slice) =>
        list.map((entry) => ({ entry, ways: waysOn(lists, slice, entry) })),
      );
      const isWhole = all.every((list) => list.some(({ ways }) => ways.length > 0));
      expect(trellis !== undefined).toBe(isWhole);
      for (const [slice, list] of all.entries()) {
        const steps = trellis?.lists[slice] ?? [];
        expect(steps.map(({ toGo }) => toGo)).toEqual(
          steps.map(({ toGo }) => toGo).toSorted((a, b) => a - b),
        );
        for (const { entry, ways } of trellis === undefined ? [] : list) {
          const at = steps.findIndex((step) => step.entry === entry);
          expect(at >= 0).toBe(ways.length > 0);
          if (at < 0) leftOut++;
          else {
            kept++;
            const step = steps[at] as (typeof steps)[number];
            const least = Math.min(...ways.map(({ share }) => share));
            expect(step.toGo).toBeCloseTo(least, 9);
            const near = ways.filter(({ share }) => share <= least + 1);
            expect(step.minutes).toBeLessThanOrEqual(
              Math.min(...near.map(({ minutes }) => minutes)),
            );
            const after = steps.slice(at).filter(({ toGo }) => toGo <= step.toGo + 1.001);
            expect(step.near).toBe(Math.min(...after.map(({ minutes }) => minutes)));
          }
        }
      }
    }),
    { numRuns: propertyRuns(1_000) },
  );
  expect(Math.min(kept, leftOut)).toBeGreaterThan(propertyRuns(1_000) / 5);
});

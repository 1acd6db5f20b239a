import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { RATES } from "../../../test/fixtures/flights/context.ts";
import { type Joined, TicketJoin } from "./ticket-join.ts";
import { TicketPrices } from "./ticket-prices.ts";
import type { TripPart } from "./trip-part.ts";

const OBJECTIVE = { valuePerHour: 600, penaltyPerStop: 1000 };
const DAY = 1440;

const part = (slice: number) =>
  fc
    .record({
      leaves: fc.nat(DAY),
      minutes: fc.integer({ min: 60, max: 900 }),
      stops: fc.nat(2),
      seller: fc.constantFrom("BA", "LH", "AF"),
      dollars: fc.integer({ min: 50, max: 900 }),
    })
    .map(({ leaves, minutes, stops, seller, dollars }): TripPart => {
      const departureUtc = slice * 4 * DAY + leaves;
      return {
        fares: [{ seller, dollars }],
        departureUtc,
        arrivalUtc: departureUtc + minutes,
        minutes,
        stops,
        firstRow: 0,
        lastRow: 0,
        departureLocal: departureUtc,
        arrivalDay: Math.floor((departureUtc + minutes) / DAY),
        option: { departures: [], fares: [] },
      };
    });

/** As many tickets as are asked for. */
function joined(
  slices: readonly (readonly TripPart[])[],
  count: number,
  options: { readonly connecting?: boolean; readonly beginningsMax?: number } = {},
): Joined[] {
  const prices = new TicketPrices({
    passengers: { adults: 1, children: 0, infants: 0 },
    rates: RATES,
    objective: OBJECTIVE,
    unpriced: () => {},
  });
  const join = new TicketJoin(slices, {
    prices,
    objective: OBJECTIVE,
    stayMinutesMin: () => 0,
    sliceOf: () => ({ durationMinutes: 0, segments: [] }),
    connecting: false,
    ...options,
  });
  const found: Joined[] = [];
  while (found.length < count) {
    const work = join.next();
    let step = work.next();
    while (!step.done) step = work.next();
    if (step.value === undefined) break;
    found.push(step.value);
  }
  return found;
}

const threeSlices = fc.tuple(
  ...[0, 1, 2].map((slice) => fc.array(part(slice), { minLength: 1, maxLength: 8 })),
);
const costs = (tickets: readonly Joined[]) => tickets.map(({ cost }) => cost);

test("TRIP-6: with connections: every ticket that has one at least, once", () => {
  let some = 0;
  fc.assert(
    fc.property(threeSlices, (slices) => {
      const all = joined(slices, 10_000);
      const connecting = joined(slices, 10_000, { connecting: true });
      expect(costs(connecting)).toEqual(costs(all.filter(({ stops }) => stops > 0)));
      some += Number(connecting.length > 0 && connecting.length < all.length);
    }),
  );
  expect(some).toBeGreaterThan(10);
});

test("A6: where more beginnings come than are kept, what is found is true and in order", () => {
  let fewer = 0;
  fc.assert(
    fc.property(threeSlices, (slices) => {
      const all = costs(joined(slices, 10_000));
      const found = costs(joined(slices, 10_000, { beginningsMax: 4 }));
      expect(found).toEqual(found.toSorted((a, b) => a - b));
      const left = [...all];
      for (const cost of found) {
        const at = left.indexOf(cost);
        expect(at).toBeGreaterThanOrEqual(0);
        left.splice(at, 1);
      }
      fewer += Number(found.length < all.length);
    }),
  );
  expect(fewer).toBeGreaterThan(10);
});

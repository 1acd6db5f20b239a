import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { RATES } from "../../../test/fixtures/flights/context.ts";
import { type Joined, type JoinRules, TicketJoin } from "./ticket-join.ts";
import { TicketPrices } from "./ticket-prices.ts";
import type { TripPart } from "./trip-part.ts";

const OBJECTIVE = { valuePerHour: 600, penaltyPerStop: 1000 };
const DAY = 1440;
const PRICES = new TicketPrices({
  passengers: { adults: 1, children: 0, infants: 0 },
  rates: RATES,
  objective: OBJECTIVE,
  unpriced: () => {},
});

/** `apart`: days from the departures of a slice to those of the next. */
const part = (slice: number, apart = 4) =>
  fc
    .record({
      leaves: fc.nat(DAY),
      minutes: fc.integer({ min: 60, max: 900 }),
      stops: fc.nat(2),
      inconvenience: fc.constantFrom(0, 0, 60, 400),
      seller: fc.constantFrom("BA", "LH", "AF"),
      dollars: fc.integer({ min: 50, max: 900 }),
    })
    .map(
      ({ leaves, minutes, stops, inconvenience, seller, dollars }): TripPart => ({
        ...partOf(slice * apart * DAY + leaves, minutes),
        stops,
        inconvenience,
        fares: [{ seller, dollars }],
      }),
    );

function partOf(departureUtc: number, minutes: number): Omit<TripPart, "fares"> {
  return {
    departureUtc,
    arrivalUtc: departureUtc + minutes,
    minutes,
    stops: 0,
    inconvenience: 0,
    mixed: false,
    firstRow: 0,
    lastRow: 0,
    departureLocal: departureUtc,
    arrivalDay: Math.floor((departureUtc + minutes) / DAY),
    option: { departures: [], fares: [] },
  };
}

/** As many tickets as are asked for. */
function joined(
  slices: readonly (readonly TripPart[])[],
  count: number,
  options: Partial<
    Pick<JoinRules, "connecting" | "prefixesMax" | "forgot" | "stayMinutesMin">
  > = {},
): Joined[] {
  const join = new TicketJoin(slices, {
    prices: PRICES,
    objective: OBJECTIVE,
    stayMinutesMin: () => 0,
    sliceOf: () => ({ durationMinutes: 0, segments: [] }),
    connecting: false,
    forgot: () => {},
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

test("A6, JOIN-2: where more prefixes come than are kept, what is found is true and in order, and it says so", () => {
  let fewer = 0;
  let forgot = 0;
  fc.assert(
    fc.property(threeSlices, (slices) => {
      const all = costs(joined(slices, 10_000));
      let isForgetful = false;
      const found = costs(
        joined(slices, 10_000, {
          prefixesMax: 4,
          forgot: () => {
            isForgetful = true;
          },
        }),
      );
      if (found.length < all.length) expect(isForgetful).toBe(true);
      forgot += Number(isForgetful);
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
  expect(Math.min(fewer, forgot)).toBeGreaterThan(10);
});

/** The costs of all tickets, by trying every choice. */
function everyCost(
  slices: readonly (readonly TripPart[])[],
  mayFollow: (last: TripPart, next: TripPart) => boolean,
): number[] {
  const trips = slices.reduce<TripPart[][]>(
    (begun, parts) =>
      begun.flatMap((trip) =>
        parts
          .filter((next) => trip.length === 0 || mayFollow(trip.at(-1) as TripPart, next))
          .map((next) => [...trip, next]),
      ),
    [[]],
  );
  return trips
    .flatMap((parts) => {
      const [fare] = (parts[0] as TripPart).fares;
      const seller = PRICES.seller(fare?.seller as string);
      const dollars = fare && PRICES.dollarsOf(parts, fare);
      if (dollars === undefined || seller === undefined) return [];
      const amount = dollars.reduce((sum, one, i) => sum + PRICES.amount(seller, one, i), 0);
      const sum = (of: (part: TripPart) => number) => parts.reduce((all, one) => all + of(one), 0);
      return [
        PRICES.cost(
          PRICES.price(seller, amount) as number,
          sum(({ minutes }) => minutes),
          sum(({ stops }) => stops),
          sum(({ inconvenience }) => inconvenience),
        ),
      ];
    })
    .toSorted((a, b) => a - b);
}

test("JOIN-1: slices of one day, most of which do not follow each other: every ticket once, in order", () => {
  const stayMinutesMin = (last: TripPart, next: TripPart) =>
    last.fares[0]?.seller === next.fares[0]?.seller ? 60 : 200;
  const mayFollow = (last: TripPart, next: TripPart) =>
    next.departureUtc - last.arrivalUtc >= stayMinutesMin(last, next);
  const tight = fc.tuple(
    ...[0, 1, 2].map((slice) => fc.array(part(slice, 0.3), { minLength: 1, maxLength: 8 })),
  );
  let [some, refused] = [0, 0];
  fc.assert(
    fc.property(tight, (slices) => {
      const found = costs(joined(slices, 10_000, { stayMinutesMin }));
      expect(found).toEqual(everyCost(slices, mayFollow));
      some += found.length;
      refused += everyCost(slices, () => true).length - found.length;
    }),
  );
  expect(some).toBeGreaterThan(50);
  expect(refused).toBeGreaterThan(some);
});

test("A6: of six slices whose cheap parts do not follow each other, no prefix is made that leads to no ticket", () => {
  const slices = Array.from({ length: 6 }, (_, slice) =>
    Array.from({ length: 60 }, (__, i): TripPart => {
      const isDear = i >= 55;
      const departureUtc = 100 * slice + (isDear ? 20 : 0);
      return {
        ...partOf(departureUtc, isDear ? 50 : 120),
        fares: [{ seller: "BA", dollars: 100 + i }],
      };
    }),
  );
  let asked = 0;
  let isForgetful = false;
  const found = joined(slices, 5, {
    stayMinutesMin: () => {
      asked++;
      return 0;
    },
    forgot: () => {
      isForgetful = true;
    },
    prefixesMax: 60,
  });
  expect({ found: found.length, isForgetful }).toEqual({ found: 5, isForgetful: false });
  expect(asked).toBeLessThan(4 * 6 * 60);
});

import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { BestList, type Ranked, type Shown } from "./best-list.ts";

interface Simple extends Ranked {
  readonly route: string;
  readonly key: string;
}

const bestOf = (
  itineraries: readonly Simple[],
  wanted: number,
  similar: boolean,
  updatesAfter: readonly number[] = [],
) => {
  const best = new BestList<Simple>({
    wanted,
    similar,
    key: (itinerary) => itinerary.key,
    isSameRoute: (one, other) => one.route === other.route,
  });
  for (const [i, itinerary] of itineraries.entries()) {
    best.add(itinerary);
    if (updatesAfter.includes(i)) best.update();
  }
  return best.update();
};

/**
 * The list by the rules LIST-1 to LIST-5 of `rules.ts`: every pair of all itineraries, then the
 * order, then what collapses.
 */
function obvious(
  itineraries: readonly Simple[],
  wanted: number,
  similar: boolean,
): Shown<Simple>[] {
  const no = (a: Simple, b: Simple) =>
    a.departureUtc >= b.departureUtc &&
    a.arrivalUtc <= b.arrivalUtc &&
    a.price <= b.price &&
    a.cost <= b.cost &&
    a.stops <= b.stops &&
    Number(a.mixed) <= Number(b.mixed);
  const front = itineraries.filter(
    (itinerary) => !itineraries.some((other) => no(other, itinerary) && !no(itinerary, other)),
  );
  const order = (itinerary: Simple) =>
    [
      itinerary.cost,
      Number(itinerary.mixed),
      itinerary.price,
      itinerary.minutes,
      itinerary.departureUtc,
    ]
      .map((n) => String(n).padStart(9))
      .join() + itinerary.key;
  const sorted = front.sort((a, b) => (order(a) < order(b) ? -1 : 1));
  const shown: { itinerary: Simple; similar: number }[] = [];
  const listed: Simple[] = [];
  for (const itinerary of sorted) {
    if (shown.length === wanted) break;
    const { minutes, stops, price } = itinerary;
    if (
      listed.some(
        (one) =>
          (2 * one.minutes < minutes || minutes - one.minutes > 720) &&
          one.stops <= stops &&
          (itinerary.mixed || !one.mixed) &&
          7 * one.price < 10 * price,
      )
    )
      continue;
    listed.push(itinerary);
    const near = (a: number, b: number) => Math.abs(a - b) <= 60;
    const into = shown.find(
      ({ itinerary: first }) =>
        first.route === itinerary.route &&
        near(first.departureUtc, itinerary.departureUtc) &&
        near(first.arrivalUtc, itinerary.arrivalUtc),
    );
    if (into === undefined || similar) shown.push({ itinerary, similar: 0 });
    else into.similar++;
  }
  return shown;
}

/**
 * Few values, so that many are level; costs as the auction has them, by all kinds of objectives.
 */
const scenes = fc
  .record({
    drafts: fc.array(
      fc.record({
        price: fc.integer({ min: 1, max: 6 }),
        leaves: fc.integer({ min: 0, max: 6 }),
        takes: fc.constantFrom(1, 2, 3, 4, 5, 6, 26, 50, 51),
        stops: fc.integer({ min: 1, max: 3 }),
        // What of the cost is in no column: it may be anything.
        more: fc.constantFrom(0, 0, 0, 2, 7),
        route: fc.constantFrom("x", "y"),
        mixed: fc.boolean(),
      }),
      { maxLength: 120, size: "max" },
    ),
    hour: fc.constantFrom(0, 1, 60, 6_000),
    stop: fc.constantFrom(0, 3),
  })
  .map(({ drafts, hour, stop }) =>
    drafts.map(({ price, leaves, takes, stops, more, route, mixed }, i): Simple => {
      const [departureUtc, minutes] = [30 * leaves, 30 * takes];
      const cost = price + Math.round((hour * minutes) / 60) + stop * stops + more;
      return {
        cost,
        price,
        minutes,
        stops,
        mixed,
        departureUtc,
        arrivalUtc: departureUtc + minutes,
        route,
        key: `${i}`.padStart(3, "0"),
      };
    }),
  );

describe("the list", () => {
  test("is that of all pairs, in whatever order itineraries come and however often it is updated", () => {
    fc.assert(
      fc.property(
        scenes,
        fc.constantFrom(1, 2, 5, 20, 200),
        fc.boolean(),
        fc.array(fc.nat(119)),
        fc.nat(),
        (itineraries, wanted, similar, updatesAfter, turn) => {
          const expected = obvious(itineraries, wanted, similar);
          const turned = [
            ...itineraries.slice(turn % (itineraries.length + 1)),
            ...itineraries.slice(0, turn % (itineraries.length + 1)),
          ];
          expect(bestOf(itineraries, wanted, similar, updatesAfter).shown).toEqual(expected);
          expect(bestOf(turned, wanted, similar, updatesAfter)).toMatchObject({
            shown: expected,
            last: expected.length === wanted ? expected.at(-1)?.itinerary : undefined,
          });
        },
      ),
      { numRuns: propertyRuns(1_500) },
    );
  });

  test("grows again when one itinerary beats two of it", () => {
    const itinerary = (price: number, departureUtc: number, arrivalUtc: number): Simple => {
      const minutes = arrivalUtc - departureUtc;
      return {
        cost: price,
        price,
        minutes,
        stops: 1,
        mixed: false,
        departureUtc,
        arrivalUtc,
        route: "x",
        key: `${price}`,
      };
    };
    const best = new BestList<Simple>({
      wanted: 2,
      similar: true,
      key: ({ key }) => key,
      isSameRoute: () => false,
    });
    const [first, second, third, winner] = [
      itinerary(10, 0, 500),
      itinerary(11, 5, 510),
      itinerary(12, 0, 300),
      itinerary(9, 10, 400),
    ] as [Simple, Simple, Simple, Simple];
    for (const one of [third, second, first]) best.add(one);
    expect(best.update().last).toBe(second);
    best.add(winner);
    expect(best.update().shown.map((one) => one.itinerary)).toEqual([winner, third]);
  });

  test("A8: is made of what is fresh and unbeaten, however much has come before", () => {
    let looked = 0;
    const beaten = (price: number): Simple => ({
      ...{
        cost: price,
        price,
        minutes: 60,
        stops: 1,
        mixed: false,
        departureUtc: 0,
        arrivalUtc: 60,
        route: "x",
        key: `${price}`,
      },
      get departureUtc() {
        looked++;
        return 0;
      },
    });
    const best = new BestList<Simple>({
      wanted: 5,
      similar: true,
      key: ({ key }) => key,
      isSameRoute: () => false,
    });
    for (let price = 1; price <= 1_000; price++) best.add(beaten(price));
    expect(best.fresh).toBe(1_000);
    best.update();
    expect(best.fresh).toBe(0);
    looked = 0;
    best.add(beaten(1_001));
    expect(best.update().shown).toHaveLength(1);
    expect(looked).toBeLessThan(10);
  });

  test("is empty where nothing was found, and has no end while it has room", () => {
    expect(bestOf([], 5, false)).toMatchObject({ shown: [], last: undefined });
  });
});

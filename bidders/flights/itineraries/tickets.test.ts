import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { convertAt, cost } from "../../../common/money/money.ts";
import { compareOffers, type RankedOffer } from "../../../common/offers/ranking-order.ts";
import { itineraryKey } from "../../../proto/itinerary.ts";
import { RATES } from "../../../test/fixtures/flights/context.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { ticketPrice } from "../fares/party.ts";
import { ticketsWith } from "./interline.ts";
import type { SliceOption } from "./option.ts";
import { NO_PAIR, ONE_PAIR, type RoundTripRule, type TripPairs } from "./ticket-prices.ts";
import { type Ticket, type TicketRules, tickets } from "./tickets.ts";
import { departureDay, partOf, type TripPart } from "./trip-part.ts";

const DAY = 1440;
const START = 30_000_000;

/**
 * `slice` days on, so that slices follow each other; stops are given by the number of departures.
 * Clocks are those of UTC.
 */
function optionOf(
  slice: number,
  leaves: number,
  minutes: number,
  stops: number,
  sellers: readonly string[],
  dollars: number,
): SliceOption {
  const departureUtc = START + slice * 4 * DAY + leaves;
  const departure = (from: number, to: number) => ({
    row: 0,
    departureUtc: from,
    arrivalUtc: to,
    departureLocal: from,
    arrivalLocal: to,
  });
  const [landing, end] = [departureUtc + Math.floor(minutes / 2), departureUtc + minutes];
  return {
    departures:
      stops === 0
        ? [departure(departureUtc, end)]
        : [departure(departureUtc, landing), departure(landing, end)],
    fares: sellers.map((seller, i) => ({ seller, dollars: dollars * (1 + i / 100) })),
  };
}

const option = (slice: number) =>
  fc
    .tuple(
      fc.nat(DAY),
      fc.integer({ min: 60, max: 900 }),
      fc.nat(1),
      fc.constantFrom(["BA"], ["BA", "AA"], ["AA", "BA"], ["FR"], ["LH"], ["DL", "VS"], ["JL"]),
      // Coarse, so that many are level; and a yen apart, which is less than a cent.
      fc.integer({ min: 1, max: 4 }),
      fc.nat(2),
    )
    .map(([leaves, minutes, stops, sellers, hundreds, yen]) =>
      optionOf(slice, leaves, minutes, stops, sellers, 100 * hundreds + 0.0067 * yen),
    );

const OBJECTIVES = [
  { valuePerHour: 600, penaltyPerStop: 1000 },
  { valuePerHour: 0, penaltyPerStop: 0 },
  { valuePerHour: 0, penaltyPerStop: 1000 },
  { valuePerHour: 600_000_000, penaltyPerStop: 0 },
];

const rulesOf = (more: Partial<TicketRules> = {}): TicketRules => ({
  passengers: { adults: 1, children: 0, infants: 0 },
  objective: OBJECTIVES[0] as TicketRules["objective"],
  rates: RATES,
  ticketsMax: 20,
  unpriced: () => {},
  forgot: () => {},
  stayMinutesMin: () => 0,
  sliceOf: ({ departures, fares }) => ({
    durationMinutes: 0,
    segments: departures.map(({ departureUtc }) => ({
      carrier: "BA",
      flightNumber: `BA${fares[0]?.dollars}`,
      origin: "LHR",
      destination: "JFK",
      departure: new Date(departureUtc * 60_000).toISOString().slice(0, 16),
      arrival: "",
      durationMinutes: 0,
      aircraft: "",
    })),
  }),
  ...more,
});

function run(slices: readonly (readonly SliceOption[])[], rules: TicketRules): Ticket[] {
  const work = tickets(slices, rules);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** TRIP-2 to TRIP-5 by trying every choice of options: `cost price minutes`, the best first. */
function everyTicket(slices: readonly (readonly SliceOption[])[], rules: TicketRules): string[] {
  const found: number[][] = [];
  const extend = (chosen: readonly TripPart[]) => {
    const next = slices[chosen.length];
    if (next === undefined) {
      for (const { seller } of chosen[0]?.fares ?? []) found.push(...soldBy(chosen, seller, rules));
      return;
    }
    for (const part of next.map((one) => partOf(one, rules.inconvenience?.(one)))) {
      const last = chosen.at(-1);
      const stay = part.departureUtc - (last?.arrivalUtc ?? 0);
      const { min, max } = rules.nights ?? { min: 0, max: 1_000 };
      const nights = departureDay(part) - (last?.arrivalDay ?? 0);
      const isStay = nights >= min && nights <= max;
      if (last === undefined || (stay > 0 && isStay && stay >= rules.stayMinutesMin(last, part)))
        extend([...chosen, part]);
    }
  };
  extend([]);
  const ordered = found.sort(
    (a, b) => a.map((one, i) => one - (b[i] as number)).find((one) => one !== 0) ?? 0,
  );
  return ordered.map((numbers) => numbers.join(" "));
}

/** ROUNDTRIP-4: back between the same two airports. */
function factorOf(
  [out, back]: readonly TripPart[],
  seller: string,
  { roundTrip }: TicketRules,
): number {
  if (roundTrip === undefined) return 1;
  const { factor, pairs } = roundTrip;
  const pair = pairs.out(out as TripPart);
  return pair === NO_PAIR || pairs.back(back as TripPart) !== pair
    ? 1
    : factor((out as TripPart).arrivalDay, seller, pair, departureDay(back as TripPart));
}

function soldBy(parts: readonly TripPart[], seller: string, rules: TicketRules): number[][] {
  const fares = parts.map(
    (part) => part.fares.find((one) => one.seller === seller) ?? part.fares[0],
  );
  if (fares.some((fare) => fare !== undefined && !ticketsWith(seller, fare.seller))) return [];
  const own = fares.every((fare) => fare?.seller === seller);
  const factor = own && parts.length === 2 ? factorOf(parts, seller, rules) : 1;
  const dollars = fares.map((fare) => (fare?.dollars as number) * factor);
  const { amount, currency } = ticketPrice(dollars, seller, rules.passengers);
  const price = convertAt(amount, rules.rates.perUnit.get(currency));
  if (price === undefined) return [];
  const sum = (of: (part: TripPart) => number) => parts.reduce((all, part) => all + of(part), 0);
  const minutes = sum((part) => part.minutes);
  const inconvenience = sum((part) => part.inconvenience);
  return [
    [
      cost(
        price,
        minutes,
        sum(({ stops }) => stops),
        rules.objective,
      ) + Math.round((rules.objective.valuePerHour * inconvenience) / 60),
      price,
      minutes,
    ],
  ];
}

const lineOf = ({ cost: all, price, options }: Ticket): string => {
  const minutes = options.reduce((sum, one) => sum + partOf(one).minutes, 0);
  return `${all} ${convertAt(price.amount, RATES.perUnit.get(price.currency))} ${minutes}`;
};

/** The offer of a ticket of one slice, as the auction compares it. */
function rankOf({ options, cost: all, price, seller }: Ticket, rules: TicketRules): RankedOffer {
  const [option] = options as [SliceOption];
  const part = partOf(option);
  return {
    cost: all,
    isMixed: part.mixed,
    convertedPrice: convertAt(price.amount, rules.rates.perUnit.get(price.currency)) as number,
    durationMinutes: part.minutes,
    departure: part.departureLocal,
    itinerary: itineraryKey([rules.sliceOf(option)]),
    seller,
  };
}

describe("tickets", () => {
  // What a round trip costs depends on who sells it and on when the slice out arrives.
  // And on the day of the slice back.
  const factor: RoundTripRule["factor"] = (arrivalDay, seller, pair, returnDay) =>
    seller === "FR" ? 1 : (arrivalDay % 2 === returnDay % 2 ? 0.78 : 0.9) - 0.1 * pair;
  /** A way back leaves within 24 hours, and so on two days. */
  const firstBack = Math.floor((START + 4 * DAY) / DAY);
  const returnDays = [firstBack, firstBack + 1];
  // Of the search of several airports, two pairs have round trips, and others have none.
  const someOf = ({ departureUtc }: TripPart) => (departureUtc % 3) - 1;
  const PAIRS: readonly TripPairs[] = [ONE_PAIR, { count: 2, out: someOf, back: someOf }];

  test("JOIN-1: of several slices the cheapest of all choices, in the auction's order, however many are wanted; ways back leave on several days, and nights may be limited (TRIP-11)", () => {
    let most = 0;
    fc.assert(
      fc.property(
        fc
          .integer({ min: 2, max: 4 })
          .chain((count) =>
            fc.tuple(
              ...Array.from({ length: count }, (_, i) =>
                fc.array(option(i), { minLength: 1, maxLength: [0, 0, 12, 7, 5][count] as number }),
              ),
            ),
          ),
        fc.constantFrom(...OBJECTIVES),
        fc.constantFrom(1, 5, 20, 1_000),
        fc.record({
          adults: fc.integer({ min: 1, max: 3 }),
          children: fc.nat(2),
          infants: fc.nat(1),
        }),
        fc.boolean(),
        fc.constantFrom(...PAIRS),
        fc.constantFrom(undefined, { min: 3, max: 3 }, { min: 0, max: 3 }, { min: 4, max: 9 }),
        (slices, objective, ticketsMax, passengers, counts, pairs, nights) => {
          const inconvenience = ({ departures: [first] }: SliceOption) =>
            [0, 0, 60, 401][(first?.departureUtc as number) % 4] as number;
          const rules = rulesOf({
            ...(counts ? { inconvenience } : {}),
            objective,
            ticketsMax,
            passengers,
            roundTrip: slices.length === 2 ? { factor, returnDays, pairs } : undefined,
            nights: slices.length === 2 ? nights : undefined,
          });
          const all = everyTicket(slices, rules);
          expect(run(slices, rules).map(lineOf)).toEqual(all.slice(0, ticketsMax));
          most = Math.max(most, all.length);
        },
      ),
      { numRuns: propertyRuns(1_000) },
    );
    expect(most).toBeGreaterThan(200);
  });

  test("of one slice: the cheapest by the whole cost, with its inconvenience (RANK-4)", () => {
    const [early, later] = [200, 300].map((leaves) => optionOf(0, leaves, 300, 0, ["BA"], 100));
    const first = (more: Partial<TicketRules>) =>
      run([[early, later] as SliceOption[]], rulesOf({ ticketsMax: 1, ...more })).map(
        ({ options, cost: all }) => [options[0]?.departures[0]?.departureUtc, all],
      );
    const inconvenience = (one: SliceOption) => (one === early ? 60 : 0);
    const [[leaves, all]] = first({}) as [[number, number]];
    expect(leaves).toBe(early?.departures[0]?.departureUtc);
    expect(first({ inconvenience })).toEqual([[later?.departures[0]?.departureUtc, all]]);
    const both = run([[early] as SliceOption[]], rulesOf({ inconvenience }));
    expect(both[0]?.cost).toBe(all + 600);
  });

  test("TRIP-5: tickets that are level in cost, price and minutes are in the order of departure, key and seller, whatever the order of the options", () => {
    const out = [0, 1, 2].map((i) => optionOf(0, 60 * i, 300, 0, ["BA"], 100));
    const back = [0, 1, 2].map((i) => optionOf(1, 60 * i, 300, 0, ["BA"], 100));
    const names = (slices: readonly SliceOption[][]) =>
      run(slices, rulesOf()).map(({ options }) =>
        options.map(({ departures }) => departures[0]?.departureUtc).join(),
      );
    const found = names([out, back]);
    expect(found).toEqual([...found].sort());
    expect(names([out.toReversed(), back.toReversed()])).toEqual(found);
  });

  test("TRIP-5: of prices that are level once they are converted, the faster is first", () => {
    // Of yen, two or three are a cent.
    const yen = (slice: number) =>
      fc
        .tuple(fc.integer({ min: 60, max: 900 }), fc.nat(6))
        .map(([minutes, more]) => optionOf(slice, 0, minutes, 0, ["JL"], 100 + 0.0067 * more));
    const rules = rulesOf({
      objective: OBJECTIVES[1] as TicketRules["objective"],
      ticketsMax: 5,
      rates: { ...RATES, perUnit: new Map([["JPY", 0.1]]) },
    });
    fc.assert(
      fc.property(
        fc.array(yen(0), { minLength: 1, maxLength: 10 }),
        fc.array(yen(1), { minLength: 1, maxLength: 10 }),
        (out, back) => {
          const its = run([out, back], rules).map(({ cost: all, options }) => [
            all,
            options.reduce((sum, one) => sum + partOf(one).minutes, 0),
          ]);
          const all = everyTicket([out, back], rules).slice(0, 5);
          expect(its.map(([total, minutes]) => `${total} ${total} ${minutes}`)).toEqual(all);
        },
      ),
      { numRuns: propertyRuns(300) },
    );
  });

  test("TRIP-2: slices follow each other after the stay that is asked for, to the minute, and none that keeps it is lost", () => {
    // Both slices on one day, so that many pairs are too close; the stay depends on both flights.
    const sameDay = option(0);
    const rules = rulesOf({
      stayMinutesMin: (a, b) => 30 * (a.stops + b.stops + 2),
      ticketsMax: 1_000,
    });
    let [kept, close] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(sameDay, { maxLength: 8 }),
        fc.array(sameDay, { maxLength: 8 }),
        (out, back) => {
          const found = run([out, back], rules);
          expect(found.map(lineOf)).toEqual(everyTicket([out, back], rules));
          for (const { options } of found) {
            const [a, b] = options.map(partOf) as [TripPart, TripPart];
            expect(b.departureUtc - a.arrivalUtc).toBeGreaterThanOrEqual(
              rules.stayMinutesMin(a, b),
            );
          }
          kept += found.length;
          close +=
            everyTicket([out, back], { ...rules, stayMinutesMin: () => -DAY }).length -
            found.length;
        },
      ),
      { numRuns: propertyRuns(1_000) },
    );
    expect(Math.min(kept, close)).toBeGreaterThan(20);
  });

  test("TRIP-4: of three slices none is a round trip, nor is a slice that the seller does not sell as its own", () => {
    const half: RoundTripRule = { factor: () => 0.5, returnDays: [0], pairs: ONE_PAIR };
    const [out, back, on] = [0, 1, 2].map((slice) => [optionOf(slice, 0, 300, 0, ["BA"], 100)]) as [
      SliceOption[],
      SliceOption[],
      SliceOption[],
    ];
    expect(run([out, back], rulesOf({ roundTrip: half }))[0]?.dollars).toEqual([50, 50]);
    expect(run([out, back, on], rulesOf())[0]?.dollars).toEqual([100, 100, 100]);
    expect(run([out], rulesOf({ roundTrip: half }))[0]?.dollars).toEqual([100]);
    const foreign = [optionOf(1, 0, 300, 0, ["LH"], 100)];
    expect(run([out, foreign], rulesOf({ roundTrip: half }))[0]).toMatchObject({
      seller: "BA",
      dollars: [100, 100],
    });
  });

  test("TRIP-3: who sells the first slice sells the ticket: a later one at its own fare, else at the first seller's, where the two ticket each other", () => {
    const out = [optionOf(0, 0, 300, 0, ["BA", "AA"], 100)];
    const soldAs = (sellers: readonly string[]) =>
      run([out, [optionOf(1, 0, 300, 0, sellers, 200)]], rulesOf())
        .map(({ seller, dollars }) => `${seller} ${dollars.map(Math.round).join("+")}`)
        .sort();
    expect(soldAs(["BA", "AA"])).toEqual(["AA 101+202", "BA 100+200"]);
    expect(soldAs(["LH", "AA"])).toEqual(["AA 101+202", "BA 100+200"]);
    expect(soldAs(["FR"])).toEqual([]);
  });

  test("TRIP-5, ORDER-1: of one slice the best of all, in the order of offers, whatever the order of the options", () => {
    let level = 0;
    fc.assert(
      fc.property(
        fc.array(fc.tuple(option(0), fc.boolean()), { maxLength: 12 }),
        fc.constantFrom(...OBJECTIVES),
        fc.constantFrom(1, 5, 1_000),
        (all, objective, ticketsMax) => {
          const options = all.map(([one, isMixed]) => ({
            ...one,
            ...(isMixed ? { cabins: one.departures.map(() => "economy" as const) } : {}),
          }));
          const rules = rulesOf({ objective, ticketsMax: 1_000 });
          const ranks = run([options], rules).map((ticket) => rankOf(ticket, rules));
          expect(ranks).toEqual(ranks.toSorted(compareOffers));
          const found = run([options.toReversed()], { ...rules, ticketsMax });
          expect(found.map((ticket) => rankOf(ticket, rules))).toEqual(ranks.slice(0, ticketsMax));
          level += ranks.filter(({ cost }, i) => cost === ranks[i + 1]?.cost).length;
        },
      ),
      { numRuns: propertyRuns(500) },
    );
    expect(level).toBeGreaterThan(20);
  });

  test.each<[string, SliceOption, SliceOption]>([
    [
      "the lower price, although it is slower",
      optionOf(0, 0, 400, 0, ["AA"], 100),
      optionOf(0, 0, 300, 0, ["AA"], 110),
    ],
    [
      "the first by its key",
      optionOf(0, 0, 300, 0, ["AA"], 100),
      { ...optionOf(0, 0, 300, 0, ["AA"], 100), fares: [{ seller: "AA", dollars: 100.001 }] },
    ],
  ])("TRIP-5: of one slice, at the same cost: %s", (_what, first, second) => {
    // 100 minutes cost as much as 10 dollars.
    const rules = rulesOf({ objective: { valuePerHour: 600, penaltyPerStop: 0 } });
    for (const options of [
      [first, second],
      [second, first],
    ]) {
      const found = run([options], rules);
      expect(found[0]?.cost).toBe(found[1]?.cost);
      expect(found.map(({ options: [one] }) => one)).toEqual([first, second]);
    }
  });

  test("of one slice: every option by every seller, without a bound", () => {
    const options = Array.from({ length: 300 }, (_, i) =>
      optionOf(0, i, 300, 0, ["BA", "AA"], 100 + i),
    );
    expect(run([options], rulesOf({ ticketsMax: 10_000 }))).toHaveLength(600);
  });

  test("A6: of six slices with two hundred options each, what is looked at is bounded by the options and what is wanted", () => {
    const slices = Array.from({ length: 6 }, (_, slice) =>
      Array.from({ length: 200 }, (_, i) => optionOf(slice, i, 300, 0, ["BA"], 100 + i)),
    );
    let stays = 0;
    const stayMinutesMin = () => {
      stays++;
      return 0;
    };
    expect(run(slices, rulesOf({ stayMinutesMin }))).toHaveLength(20);
    expect(stays).toBeLessThan(6 * 200 + 20 * 6 * 6);
  });

  test("what has no rate is reported, and left out", () => {
    const unpriced: string[] = [];
    const rules = rulesOf({
      rates: { ...RATES, perUnit: new Map([["USD", 1]]) },
      unpriced: (currency) => unpriced.push(currency),
    });
    const [out, back] = [0, 1].map((i) => [optionOf(i, 0, 300, 0, ["BA", "AA"], 100)]) as [
      SliceOption[],
      SliceOption[],
    ];
    for (const slices of [[out], [out, back]]) {
      unpriced.length = 0;
      expect(run(slices, rules).map(({ seller }) => seller)).toEqual(["AA"]);
      expect(unpriced).toEqual(["GBP"]);
    }
  });
});

import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { ticketPrice } from "../fares/party.ts";
import { ticketsWith } from "./interline.ts";
import type { SliceOption } from "./option.ts";
import {
  OPTIONS_A_SLICE,
  PARTIALS_MAX,
  type Ticket,
  type TicketRules,
  tickets,
} from "./tickets.ts";

const DAY = 1440;

/**
 * `slice` days on, so that slices follow each other; stops are given by the number of departures.
 */
function optionOf(
  slice: number,
  leaves: number,
  minutes: number,
  stops: number,
  sellers: readonly string[],
  dollars: number,
): SliceOption {
  const departureUtc = 30_000_000 + slice * 4 * DAY + leaves;
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
      fc.constantFrom(["BA"], ["BA", "AA"], ["AA", "BA"], ["FR"], ["LH"]),
      fc.integer({ min: 50, max: 900 }),
    )
    .map(([leaves, minutes, stops, sellers, dollars]) =>
      optionOf(slice, leaves, minutes, stops, sellers, dollars),
    );

const rulesOf = (more: Partial<TicketRules> = {}): TicketRules => ({
  passengers: { adults: 1, children: 0, infants: 0 },
  cost: (price, minutes, stops) => price.amount + 10 * minutes + 1000 * stops,
  ticketsMax: 20,
  unpriced: () => {},
  stayMinutesMin: () => 0,
  ...more,
});

function run(slices: readonly (readonly SliceOption[])[], rules: TicketRules): Ticket[] {
  const work = tickets(slices, rules);
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

/** Every pair of two slices, by everyone who may sell it: the costs, cheapest first. */
function everyPair(
  out: readonly SliceOption[],
  back: readonly SliceOption[],
  rules: TicketRules,
): number[] {
  const costs: number[] = [];
  const end = (one: SliceOption) => one.departures.at(-1)?.arrivalUtc as number;
  const start = (one: SliceOption) => one.departures[0]?.departureUtc as number;
  for (const a of out) {
    for (const b of back) {
      if (
        start(b) <= end(a) ||
        start(b) - end(a) < rules.stayMinutesMin(a, b) ||
        a.departures.length + b.departures.length === 2
      )
        continue;
      for (const { seller, dollars } of a.fares) {
        const own = b.fares.find((fare) => fare.seller === seller);
        const fare = own ?? (b.fares[0] as SliceOption["fares"][number]);
        if (!ticketsWith(seller, fare.seller)) continue;
        const factor = own === undefined ? 1 : (rules.roundTrip?.(a, b, seller) ?? 1);
        const price = ticketPrice(
          [factor * dollars, factor * fare.dollars],
          seller,
          rules.passengers,
        );
        costs.push(
          rules.cost(
            price,
            end(a) - start(a) + end(b) - start(b),
            a.departures.length + b.departures.length - 2,
          ) as number,
        );
      }
    }
  }
  return costs.sort((x, y) => x - y);
}

describe("tickets", () => {
  test("of two slices, within the bounds: the cheapest of all pairs, by cost", () => {
    // What a round trip costs depends on both flights and on who sells them.
    const roundTrip: TicketRules["roundTrip"] = (a, b, seller) =>
      seller === "FR" || a.departures.length + b.departures.length > 3 ? 1 : 0.78;
    const rules = rulesOf({ wanted: (one) => one.departures.length > 1, roundTrip });
    fc.assert(
      fc.property(
        fc.array(option(0), { maxLength: 8 }),
        fc.array(option(1), { maxLength: 8 }),
        (out, back) => {
          const found = run([out, back], rules);
          expect(found.map(({ cost }) => cost)).toEqual(
            everyPair(out, back, rules).slice(0, rules.ticketsMax),
          );
        },
      ),
    );
  });

  test("slices follow each other after the stay that is asked for, to the minute, and none that keeps it is lost", () => {
    // Both slices on one day, so that many pairs are too close; the stay depends on both flights.
    const sameDay = option(0);
    const stayMinutesMin: TicketRules["stayMinutesMin"] = (a, b) =>
      30 * (a.departures.length + b.departures.length);
    const rules = rulesOf({
      stayMinutesMin,
      ticketsMax: 200,
      wanted: (one) => one.departures.length > 1,
    });
    let [kept, close] = [0, 0];
    fc.assert(
      fc.property(
        fc.array(sameDay, { maxLength: 8 }),
        fc.array(sameDay, { maxLength: 8 }),
        (out, back) => {
          const found = run([out, back], rules);
          expect(found.map(({ cost }) => cost)).toEqual(everyPair(out, back, rules));
          for (const { options } of found) {
            const [a, b] = options as [SliceOption, SliceOption];
            expect(
              (b.departures[0]?.departureUtc ?? 0) - (a.departures.at(-1)?.arrivalUtc ?? 0),
            ).toBeGreaterThanOrEqual(stayMinutesMin(a, b));
          }
          kept += found.length;
          close +=
            everyPair(out, back, rulesOf({ wanted: rules.wanted as () => boolean })).length -
            found.length;
        },
      ),
      { numRuns: propertyRuns(1_000) },
    );
    expect(Math.min(kept, close)).toBeGreaterThan(20);
  });

  test("of three slices none is a round trip, nor is a slice that the seller does not sell as its own", () => {
    const roundTrip = () => 0.5;
    const [out, back, on] = [0, 1, 2].map((slice) => [optionOf(slice, 0, 300, 0, ["BA"], 100)]) as [
      SliceOption[],
      SliceOption[],
      SliceOption[],
    ];
    expect(run([out, back], rulesOf({ roundTrip }))[0]?.dollars).toEqual([50, 50]);
    expect(run([out, back, on], rulesOf({ roundTrip }))[0]?.dollars).toEqual([100, 100, 100]);
    expect(run([out], rulesOf({ roundTrip }))[0]?.dollars).toEqual([100]);
    const foreign = [optionOf(1, 0, 300, 0, ["LH"], 100)];
    expect(run([out, foreign], rulesOf({ roundTrip }))[0]).toMatchObject({
      seller: "BA",
      dollars: [100, 100],
    });
  });

  test("of one slice: every option by every seller, without a bound", () => {
    const options = Array.from({ length: 10 * OPTIONS_A_SLICE }, (_, i) =>
      optionOf(0, i, 300, 0, ["BA", "AA"], 100 + i),
    );
    expect(run([options], rulesOf({ ticketsMax: 10_000 }))).toHaveLength(20 * OPTIONS_A_SLICE);
  });

  test("A6: of six slices no more is made than the bounds allow", () => {
    let costed = 0;
    const slices = Array.from({ length: 6 }, (_, slice) =>
      Array.from({ length: 200 }, (_, i) => optionOf(slice, i, 300, 0, ["BA"], 100 + i)),
    );
    const cost: TicketRules["cost"] = (price) => {
      costed++;
      return price.amount;
    };
    expect(run(slices, rulesOf({ cost }))).toHaveLength(20);
    expect(costed).toBeLessThanOrEqual(6 * (200 + PARTIALS_MAX * OPTIONS_A_SLICE));
  });

  test("what has no rate is reported, and left out", () => {
    const unpriced: string[] = [];
    const found = run(
      [[optionOf(0, 0, 300, 0, ["BA", "AA"], 100)]],
      rulesOf({
        cost: (price) => (price.currency === "GBP" ? undefined : price.amount),
        unpriced: (price) => unpriced.push(price.currency),
      }),
    );
    expect(found.map(({ seller }) => seller)).toEqual(["AA"]);
    expect(unpriced).toEqual(["GBP"]);
  });
});

import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { isWithin } from "../../../common/offers/search-limits.ts";
import { MINUTES_PER_DAY, minuteOfDay } from "../../../proto/local-time.ts";
import { CABINS } from "../../../proto/messages.ts";
import { queryOf, sidesOf } from "../../../test/fixtures/stops/questions.ts";
import { asked, draftQuestions, worlds } from "../../../test/fixtures/stops/worlds.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { dayNumberOf } from "../../flights/timetable/departures.ts";
import { type Zone, zoneOf } from "../../flights/timetable/zones.ts";
import { ArrivalClock } from "./arrival-clock.ts";
import { type Leg, Legs } from "./legs.ts";
import { ALL_HOURS, type Network, networkOf } from "./network.ts";
import { endFlights } from "./slice-ends.ts";
import { earliestWithin, WindowedBounds } from "./windowed-bounds.ts";

const REACH = 12 * 60;
/** For all kinds of connections here. */
const MINIMUM = 60;
/** What all that follows takes at least. */
const REST = 45;
/** Flights in all cabins count. */
const HIGHEST_CABIN = CABINS.length - 1;

const ZONES = ["Europe/London", "America/New_York", "America/Nuuk", "Asia/Kathmandu"].map(zoneOf);
const DAYS = ["2026-12-15", "2027-03-13", "2027-03-27", "2027-10-30", "2027-11-06"];

test("property: no flight of these hours leaves before the first instant within them (HOURS-1)", () => {
  const counts = { waits: 0, changes: 0 };
  fc.assert(
    fc.property(
      fc.constantFrom(...ZONES),
      fc.constantFrom(...DAYS),
      fc.nat(2 * MINUTES_PER_DAY),
      fc.array(fc.nat(23), { minLength: 1, maxLength: 3 }),
      (zone, date, minute, hours) => {
        const midnight = dayNumberOf(date) * MINUTES_PER_DAY;
        const utc = zone.toUtc(midnight) + minute;
        const bits = hours.reduce((all, hour) => all | (1 << hour), 0);
        const earliest = earliestWithin(zone, bits, utc);
        expect(earliest).toBeGreaterThanOrEqual(utc);
        const passed: number[] = [];
        for (let day = -1; day <= 4; day++)
          for (const hour of hours)
            for (let at = 0; at < 60; at++) {
              const leaves = zone.toUtc(midnight + day * MINUTES_PER_DAY + 60 * hour + at);
              if (leaves >= utc && leaves < earliest) passed.push(leaves);
            }
        expect(passed).toEqual([]);
        counts.waits += Number(earliest > utc);
        counts.changes += zone.changesWithin(utc - 120, utc + MINUTES_PER_DAY).length;
      },
    ),
    { numRuns: propertyRuns(300), seed: 20_261_129 },
  );
  const least = propertyRuns(300) / 10;
  expect({ waits: counts.waits > least, changes: counts.changes > least }).toEqual({
    waits: true,
    changes: true,
  });
});

test("flights at all hours, and at none that is known, are not waited for", () => {
  const zone = zoneOf("Europe/London");
  const utc = zone.toUtc(dayNumberOf("2026-12-15") * MINUTES_PER_DAY) + 601;
  const [all, none, next] = [ALL_HOURS, 0, 1 << 9].map((hours) => earliestWithin(zone, hours, utc));
  expect({ all, none, next }).toEqual({ all: utc, none: utc, next: utc - 61 + MINUTES_PER_DAY });
});

test("what is listed for an hour that clocks have just skipped is still to leave (HOURS-1)", () => {
  // In New York 02:00 is 03:00 on that night: a flight of 02:30 leaves at 03:30.
  const zone = zoneOf("America/New_York");
  const utc = zone.toUtc(dayNumberOf("2027-03-14") * MINUTES_PER_DAY + 190);
  expect(earliestWithin(zone, 1 << 2, utc)).toBe(utc);
});

/** By definition: each way along these markets, with the minutes from its first departure. */
function waysOf(
  { timetable, marketDestination }: Network,
  legs: Legs,
  firsts: readonly Leg[],
  markets: readonly number[],
): { readonly first: number; readonly arrivalUtc: number; readonly local: number }[] {
  let ways = firsts.map(({ arrivalUtc }, first) => ({ first, arrivalUtc }));
  for (const market of markets.slice(1))
    ways = ways.flatMap(({ first, arrivalUtc }) =>
      legs
        .between(market, arrivalUtc + MINIMUM, arrivalUtc + REACH)
        .filter(({ departureUtc }) => {
          const wait = departureUtc - arrivalUtc;
          return wait >= MINIMUM && wait <= REACH;
        })
        .map((leg) => ({ first, arrivalUtc: leg.arrivalUtc })),
    );
  const end = marketDestination[markets.at(-1) as number] as number;
  const zone = timetable.zones[end] as Zone;
  return ways.map((way) => ({ ...way, local: zone.toLocal(way.arrivalUtc + REST) }));
}

/** The markets out of an airport. */
function out({ marketsFrom }: Network, airport: number): number[] {
  const [from, to] = [marketsFrom[airport] as number, marketsFrom[airport + 1] as number];
  return Array.from({ length: to - from }, (_, i) => from + i);
}

/** All of two markets and of three. */
function prefixes(network: Network, origin: number): number[][] {
  const after = (market: number) => out(network, network.marketDestination[market] as number);
  const pairs = out(network, origin).flatMap((first) => after(first).map((next) => [first, next]));
  return pairs.flatMap((pair) => [
    pair,
    ...after(pair[1] as number).map((third) => [...pair, third]),
  ]);
}

test("property: nothing along a prefix that arrives within the window and by its limit takes less than its bound (HOURS-1, CLOCK-1)", () => {
  const counts = { longer: 0, none: 0, some: 0 };
  fc.assert(
    fc.property(
      worlds([5, 12], [150, 400]),
      draftQuestions,
      fc.nat(1439),
      fc.nat(1439),
      fc.option(fc.integer({ min: 300, max: 2_000 }), { nil: undefined }),
      (world, draft, fromMinute, toMinute, most) => {
        const question = asked(world, draft);
        if (question === undefined) return;
        const network = networkOf(sidesOf(world.timetable).network);
        const { marketDestination, marketBlockMin, timetable } = network;
        const { route } = queryOf(timetable, question);
        const legs = new Legs(network, route.fares, route.day);
        const window = { fromMinute, toMinute };
        const costs = { atLeast: (price: number, minutes: number) => price + minutes };
        for (const markets of prefixes(network, route.origin)) {
          const [market, ...others] = markets as [number, ...number[]];
          const first = endFlights(
            network,
            market,
            legs.leavingOn(market, route.day),
            HIGHEST_CABIN,
          );
          if (first.legs.length === 0) continue;
          const zone = timetable.zones[marketDestination[markets.at(-1) as number] as number];
          const clock = new ArrivalClock(zone as Zone, window);
          const bounds = { minimumBetween: () => MINIMUM };
          const windowed = new WindowedBounds(network, bounds, costs, clock, REACH);
          const minutes = others.reduce(
            (sum, one) => sum + MINIMUM + (marketBlockMin[one] as number),
            first.minutes + REST,
          );
          const limits =
            most === undefined
              ? undefined
              : Float64Array.from(first.legs, ({ departureUtc }) => departureUtc + most);
          const bound = { price: 7, minutes, cost: 7 + minutes };
          const found = windowed.ofPrefix(first, markets, bound, others.length, limits);
          const ways = waysOf(network, legs, first.legs, markets)
            .filter(({ local }) => isWithin(minuteOfDay(local), window))
            .map((way) => way.arrivalUtc + REST - (first.legs[way.first] as Leg).departureUtc)
            .filter((all) => most === undefined || all <= most);
          const least = Math.min(...ways);
          expect(least).toBeGreaterThanOrEqual(found?.minutes ?? Number.POSITIVE_INFINITY);
          if (found !== undefined) expect(found.cost).toBe(7 + found.minutes);
          counts.some += Number(ways.length > 0);
          counts.none += Number(found === undefined);
          counts.longer += Number(found !== undefined && found.minutes > minutes);
        }
      },
    ),
    { numRuns: propertyRuns(40), seed: 20_261_129, endOnFailure: true },
  );
  const least = propertyRuns(40);
  expect({
    some: counts.some > least,
    none: counts.none > least,
    longer: counts.longer > least,
  }).toEqual({ some: true, none: true, longer: true });
});

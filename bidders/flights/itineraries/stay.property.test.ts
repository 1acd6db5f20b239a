import { expect, test } from "@jest/globals";
import fc from "fast-check";
import type { FlightOffer } from "../../../proto/messages.ts";
import { AIRPORTS, ran, searchOf } from "../../../test/fixtures/flights/context.ts";
import { flightData } from "../../../test/fixtures/flights/flight-data.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { search } from "../../nonstop/index.ts";
import { buildTimetable, type FlightRow } from "../timetable/build.ts";
import { zoneOf } from "../timetable/zones.ts";
import { terminalChangeMinutes } from "./terminals.ts";

const codes = ["BOS", "DUB", "EDI", "FRA", "LHR", "YYZ"];
const code = fc.constantFrom(...codes);
const row = fc.record<FlightRow>({
  carrier: fc.constantFrom("BA", "AA"),
  number: fc.integer({ min: 1, max: 9999 }),
  origin: code,
  destination: code,
  departure: fc.integer({ min: 0, max: 1439 }),
  blockMinutes: fc.integer({ min: 40, max: 300 }),
  days: fc.constant(127),
  aircraft: fc.constant("320"),
});
const market = fc.uniqueArray(code, { minLength: 2, maxLength: 2 }).map((ends) => ends.join("-"));
const zones = new Map(AIRPORTS.map(({ code, zone }) => [code, zoneOf(zone)]));
const utc = (airport: string, local: string) =>
  zones.get(airport)?.toUtc(Date.parse(`${local}Z`) / 60_000) as number;
const places = buildTimetable(AIRPORTS, []);
const km = (a: string, b: string) => places.distanceKm(places.airport(a), places.airport(b));

/**
 * Whether the second slice leaves late enough: both ends in local times of the offer. All
 * airports of these worlds are small, but some have terminals.
 */
const follows = (a: FlightOffer["slices"][number], b: FlightOffer["slices"][number]) => {
  const [last, next] = [a.segments.at(-1), b.segments[0]];
  if (last === undefined || next === undefined) return false;
  const stay = utc(next.origin, next.departure) - utc(last.destination, last.arrival);
  const between = (from: string | undefined, to: string | undefined) =>
    from === undefined || to === undefined ? 0 : terminalChangeMinutes(next.origin, from, to);
  return (
    stay >=
    (last.destination === next.origin
      ? Math.max(60, between(last.destinationTerminal, next.originTerminal))
      : 120 + (60 * km(last.destination, next.origin)) / 700)
  );
};

const flightNumbers = (all: readonly FlightOffer["slices"][number][]) =>
  all.map((one) => one.segments[0]?.flightNumber).join();

test("no ticket has two slices that one could not take one after the other, and none that one could is left out", async () => {
  let [kept, close, jaws] = [0, 0, 0];
  await fc.assert(
    fc.asyncProperty(
      market,
      market,
      fc.array(row, { minLength: 60, maxLength: 120, size: "max" }),
      async (out, back, rows) => {
        const resources = flightData(
          buildTimetable(
            AIRPORTS,
            rows.filter((one) => one.origin !== one.destination),
          ),
        );
        const [first, second] = [`${out} 2026-12-15`, `${back} 2026-12-15`];
        const { offers } = await ran(search, resources, searchOf([first, second]));
        for (const { slices } of offers)
          expect(
            slices.slice(1).every((slice, i) => follows(slices[i] as typeof slice, slice)),
          ).toBe(true);
        const [outs, backs] = await Promise.all(
          [first, second].map(async (one) => (await ran(search, resources, searchOf(one))).offers),
        );
        const pairs = (outs ?? []).flatMap((a) =>
          (backs ?? []).map((b) => [...a.slices, ...b.slices]),
        );
        const possible = pairs.filter(([a, b]) =>
          follows(a as (typeof pairs)[0][0], b as (typeof pairs)[0][0]),
        );
        expect(new Set(offers.map(({ slices }) => flightNumbers(slices)))).toEqual(
          new Set(possible.map(flightNumbers)),
        );
        kept += possible.length;
        close += pairs.length - possible.length;
        if (out.slice(4) !== back.slice(0, 3)) jaws += possible.length;
      },
    ),
    { numRuns: propertyRuns(200), seed: 2 },
  );
  expect(Math.min(kept, close, jaws)).toBeGreaterThan(propertyRuns(200) / 2);
});

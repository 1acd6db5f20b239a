/**
 * An offer of an outside seller that the bidder `partners` accepts is also accepted by the kit and
 * by the gateway: no seller can make the whole bid `invalid`.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { rowOf } from "../../bidders/kit/offer-row.ts";
import { pack } from "../../bidders/kit/rows.ts";
import { sliceMinutes } from "../../bidders/partners/offers/flown-spans.ts";
import { offerRefusal } from "../../bidders/partners/offers/offer-refusal.ts";
import { elapsed } from "../../common/places/airport-clocks.ts";
import { kilometresBetween as kilometres } from "../../common/places/distance.ts";
import { openOffer } from "../../gateway/auction/verify.ts";
import type { Segment } from "../../proto/messages.ts";
import { flightOffer, flightSearch } from "../harness/offers.ts";
import { propertyRuns } from "../harness/property-runs.ts";

const RUNS = propertyRuns(3_000);

const NOW = Date.parse("2026-10-20T10:00:00Z");
const LEGS = [
  { origin: "LHR", destination: "DUB", departureDate: "2026-10-24" },
  { origin: "DUB", destination: "JFK", departureDate: "2026-10-25" },
];
const TERMS = {
  rates: { date: "2026-10-20", perUnit: new Map([["USD", 1]]) },
  objective: { valuePerHour: 0, penaltyPerStop: 0 },
};

const airport = fc.constantFrom("LHR", "DUB", "JFK", "EWR", "NRT", "QZX");
const minutesOff = fc.oneof(
  { weight: 4, arbitrary: fc.constant(0) },
  fc.integer({ min: -7, max: 7 }),
  fc.constantFrom(-1440, -300, -60, 60, 300, 1440),
);
const shifted = (local: string, minutes: number) =>
  new Date(Date.parse(`${local}Z`) + minutes * 60_000).toISOString().slice(0, 16);

/**
 * Two flights in the night in which Europe's clocks go back, without a fault or with one.
 */
const flights = fc
  .record({
    at: fc.option(fc.record({ airport, which: fc.nat(3) }), { freq: 3 }),
    off: fc.array(minutesOff, { minLength: 6, maxLength: 6 }),
  })
  .map(({ at, off }): Segment[] => {
    const ends = ["LHR", "DUB", "DUB", "JFK"];
    if (at !== null) ends[at.which] = at.airport;
    const [a, b, c, d, e, f] = off as [number, number, number, number, number, number];
    const common = { carrier: "EI", aircraft: "" };
    return [
      {
        ...common,
        flightNumber: "EI1",
        origin: ends[0] as string,
        destination: ends[1] as string,
        departure: shifted("2026-10-24T20:00", a),
        arrival: shifted("2026-10-24T21:20", b),
        durationMinutes: 80 + c,
      },
      {
        ...common,
        flightNumber: "EI105",
        origin: ends[2] as string,
        destination: ends[3] as string,
        departure: shifted("2026-10-25T09:00", d),
        arrival: shifted("2026-10-25T12:30", e),
        durationMinutes: 450 + f,
      },
    ];
  });

describe("an offer that the partners bidder would sell", () => {
  const oneSlice = flightSearch({
    slices: [{ origin: "LHR", destination: "JFK", departureDate: "2026-10-24" }],
  });
  const twoSlices = flightSearch({ slices: LEGS });
  test.each([
    ["in one slice", oneSlice, (segments: Segment[]) => [segments]],
    ["in two", twoSlices, (segments: Segment[]) => segments.map((one) => [one])],
  ] as const)("%s is not a mismatch for the gateway", (_, search, cut) => {
    let sold = 0;
    fc.assert(
      fc.property(flights, fc.integer({ min: -5, max: 5 }), (segments, heldMs) => {
        const slices = cut(segments).map((flown) => ({
          durationMinutes: sliceMinutes(flown),
          segments: flown,
        }));
        const offer = {
          ...flightOffer(search, { currency: "USD" }),
          expiresAtMs: NOW + heldMs,
          slices,
        };
        if (offerRefusal(offer, { search, endsAtMs: NOW }) !== undefined) return;
        sold++;
        const row = rowOf(offer, { search, ...TERMS }, NOW);
        if (row === null || typeof row === "string") throw new Error(`the kit drops it: ${row}`);
        const rules = { ...TERMS, search, wallMs: NOW, elapsed, kilometres, plausibility: null };
        expect(openOffer(pack([row]), 0, rules)).toEqual(offer);
      }),
      { numRuns: RUNS },
    );
    expect(sold).toBeGreaterThan(RUNS / 60);
  });
});

/** The search for the parts of a slice within a window, against that without one. */
import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Sides, sidesOf } from "../../../test/fixtures/stops/questions.ts";
import { requestOf, type TripQuestion } from "../../../test/fixtures/stops/trip-questions.ts";
import { draftTrips, tripIn } from "../../../test/fixtures/stops/trip-worlds.ts";
import { worlds } from "../../../test/fixtures/stops/worlds.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { modelRates } from "../../flights/fares/rates.ts";
import { LeftOut } from "../../flights/itineraries/left-out.ts";
import { routesOf } from "../../flights/itineraries/route.ts";
import type { TripPart } from "../../flights/itineraries/trip-part.ts";
import type { TimeWindow } from "../engine/arrival-limits.ts";
import { otherSlices } from "./other-slices.ts";
import type { SliceTimes } from "./slice-windows.ts";
import { tripSearchOf } from "./trip-rounds.ts";

const ALWAYS = Number.POSITIVE_INFINITY;

function runToEnd<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

interface Searched {
  readonly parts: readonly TripPart[];
  /** The ways that were known before anything but the first connection was looked for. */
  readonly ways: readonly SliceTimes[];
  readonly sellers: ReadonlySet<string>;
}

/** Each slice after all of it was searched, within its window if one is given. */
function searched(
  sides: Sides,
  question: TripQuestion,
  windows?: readonly TimeWindow[],
): readonly Searched[] {
  const { nowMs, objective, currency } = question;
  const { network } = sides;
  const request = requestOf(sides, question);
  const terms = { nowMs, objective, rates: modelRates(currency), offersMax: 100 };
  const sale = { request, network, terms, leftOut: new LeftOut() };
  const { slices, query } = runToEnd(tripSearchOf(routesOf(network, request, nowMs) ?? [], sale));
  return slices.map((slice, at) => {
    runToEnd(slice.open());
    const ways = slice.ways();
    const sellers = new Set(slice.sellers());
    const window = windows?.[at];
    if (window !== undefined) slice.keepWithin(window);
    const others = otherSlices(slices, at, { ...query, stops: query.stopsMax });
    runToEnd(slice.pull(query.stopsMax, { costMax: ALWAYS, others, partsMax: ALWAYS }));
    return { parts: slice.pool.parts, ways, sellers };
  });
}

const isWithin = ({ fromUtc, toUtc }: TimeWindow, { departureUtc, arrivalUtc }: TripPart) =>
  departureUtc >= fromUtc && arrivalUtc <= toUtc;

/** What distinguishes parts here. */
const names = (parts: readonly TripPart[]) =>
  parts
    .map(({ fares, departureUtc, arrivalUtc, stops, firstRow, lastRow }) =>
      [
        fares[0]?.seller,
        fares[0]?.dollars,
        departureUtc,
        arrivalUtc,
        stops,
        firstRow,
        lastRow,
      ].join(),
    )
    .sort();

test("SLICE-3: within a window all is found that is there, and what else there is was found before", () => {
  let [inside, outside, early] = [0, 0, 0];
  fc.assert(
    fc.property(
      worlds([5, 10], [150, 400]),
      fc.array(draftTrips, { minLength: 3, maxLength: 3 }),
      (world, drafts) => {
        const sides = sidesOf(world.timetable);
        for (const draft of drafts) {
          const question = tripIn(world, draft);
          if (question === undefined) continue;
          const whole = searched(sides, question);
          const windows = whole.map(({ parts }): TimeWindow => {
            const middle = (of: (part: TripPart) => number, share: number) =>
              parts.map(of).toSorted((a, b) => a - b)[Math.floor(share * parts.length)] ?? 0;
            return {
              fromUtc: middle((part) => part.departureUtc, 0.3),
              toUtc: middle((part) => part.arrivalUtc, 0.8),
            };
          });
          const within = searched(sides, question, windows);
          for (const [at, { parts, ways }] of whole.entries()) {
            const window = windows[at] as TimeWindow;
            const all = within[at]?.parts ?? [];
            const inWindow = (some: readonly TripPart[]) =>
              some.filter((part) => isWithin(window, part));
            expect(names(inWindow(all))).toEqual(names(inWindow(parts)));
            inside += inWindow(parts).length;
            outside += parts.length - all.length;
            // No part arrives before the earliest that its departure allows.
            for (const { departureUtc, arrivalUtc } of parts) {
              const least = ways
                .filter((way) => way.departureUtc === departureUtc)
                .reduce((min, way) => Math.min(min, way.arrivalUtc), ALWAYS);
              expect(least).toBeLessThanOrEqual(arrivalUtc);
              early++;
            }
          }
        }
      },
    ),
    { numRuns: propertyRuns(25), seed: 5 },
  );
  expect(Math.min(inside, outside, early)).toBeGreaterThan(10);
});

test("SOLD-1: whoever sells a part of a slice was named before it was searched", () => {
  let [sold, named] = [0, 0];
  fc.assert(
    fc.property(
      worlds([5, 10], [150, 400]),
      fc.array(draftTrips, { minLength: 3, maxLength: 3 }),
      (world, drafts) => {
        const sides = sidesOf(world.timetable);
        for (const draft of drafts) {
          const question = tripIn(world, draft);
          for (const { parts, sellers } of question ? searched(sides, question) : []) {
            for (const { fares } of parts)
              for (const { seller } of fares) expect(sellers).toContain(seller);
            sold += parts.length;
            named += sellers.size;
          }
        }
      },
    ),
    { numRuns: propertyRuns(25), seed: 6 },
  );
  expect(Math.min(sold, named)).toBeGreaterThan(10);
});

/** The bounds of the search for trips, against every ticket of random small timetables. */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cost } from "../../../common/money/money.ts";
import { inconvenienceCost } from "../../../common/offers/inconvenience.ts";
import type { Objective } from "../../../proto/messages.ts";
import { type Sides, sidesOf } from "../../../test/fixtures/stops/questions.ts";
import { requestOf, type TripQuestion } from "../../../test/fixtures/stops/trip-questions.ts";
import { draftTrips, tripIn } from "../../../test/fixtures/stops/trip-worlds.ts";
import { worlds } from "../../../test/fixtures/stops/worlds.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";
import { modelRates } from "../../flights/fares/rates.ts";
import { LeftOut } from "../../flights/itineraries/left-out.ts";
import { routesOf } from "../../flights/itineraries/route.ts";
import { type Joined, TicketJoin } from "../../flights/itineraries/ticket-join.ts";
import type { TripPart } from "../../flights/itineraries/trip-part.ts";
import { jointRounding, otherSlices } from "./other-slices.ts";
import type { OtherSlices, TripSlice } from "./slice-search.ts";
import { type TripSearchParts, tripSearchOf } from "./trip-rounds.ts";

/** The most tickets of a question; the cheapest are taken. */
const TICKETS_MAX = 300;

function runToEnd<T>(work: Generator<undefined, T>): T {
  for (;;) {
    const step = work.next();
    if (step.done) return step.value;
  }
}

function searchOf(
  { network }: Sides,
  question: TripQuestion,
  request: ReturnType<typeof requestOf>,
): TripSearchParts {
  const { nowMs, objective, currency } = question;
  const terms = { nowMs, objective, rates: modelRates(currency), offersMax: 100 };
  const routes = routesOf(network, request, nowMs) ?? [];
  return runToEnd(tripSearchOf(routes, { request, network, terms, leftOut: new LeftOut() }));
}

/** The slices after some parts of each were found, and after all were. */
interface JointSearch extends TripSearchParts {
  readonly question: TripQuestion;
  readonly others: readonly OtherSlices[];
  readonly left: readonly number[];
  readonly early: readonly ReadonlySet<TripPart>[];
  readonly tickets: readonly Joined[];
}

function jointSearchOf(
  sides: Sides,
  question: TripQuestion,
  partsMax: number,
): JointSearch | undefined {
  const { slices, query } = searchOf(sides, question, requestOf(sides, question));
  for (const slice of slices) runToEnd(slice.open());
  if (slices.some(({ pool }) => pool.isEmpty)) return undefined;
  const stops = query.stopsMax;
  const all = (at: number): OtherSlices => otherSlices(slices, at, { ...query, stops });
  const pull = (slice: TripSlice, at: number, most: number) =>
    runToEnd(
      slice.pull(stops, { costMax: Number.POSITIVE_INFINITY, others: all(at), partsMax: most }),
    );
  if (partsMax > 0) for (const [at, slice] of slices.entries()) pull(slice, at, partsMax);
  const others = slices.map((_, at) => all(at));
  // They are worked out when they are first asked for: now.
  const everyone = query.carriers.map((_, carrier) => carrier);
  for (const one of others) one.ofSellers(everyone, 0, everyone.length);
  const left = slices.map((slice) => slice.leastLeft(stops));
  const early = slices.map(({ pool }) => new Set(pool.parts));
  for (const [at, slice] of slices.entries()) pull(slice, at, Number.POSITIVE_INFINITY);
  const join = new TicketJoin(
    slices.map(({ pool }) => pool.parts),
    query.join,
  );
  const tickets: Joined[] = [];
  while (tickets.length < TICKETS_MAX) {
    const ticket = runToEnd(join.next());
    if (ticket === undefined) break;
    tickets.push(ticket);
  }
  return { slices, query, question, others, left, early, tickets };
}

/** Every ticket of scenes; returns how many there were. */
function everyTicket(check: (search: JointSearch, ticket: Joined) => void): number {
  let checked = 0;
  fc.assert(
    fc.property(
      worlds([5, 10], [150, 400]),
      fc.array(draftTrips, { minLength: 4, maxLength: 4 }),
      fc.constantFrom(0, 0, 1, 5),
      (world, drafts, partsMax) => {
        const sides = sidesOf(world.timetable);
        for (const draft of drafts) {
          const question = tripIn(world, draft);
          const search = question && jointSearchOf(sides, question, partsMax);
          if (search === undefined) continue;
          for (const ticket of search.tickets) check(search, ticket);
          checked += search.tickets.length;
        }
      },
    ),
    { numRuns: propertyRuns(25), seed: 3 },
  );
  return checked;
}

/** What a part adds at least, by its own seller's bound or on a partner's ticket. */
function leastOf({ query, question }: JointSearch, part: TripPart, own: boolean): number {
  const { objective } = question;
  const prices = part.fares.map(({ seller, dollars }) =>
    own ? query.least.of(seller, dollars) : query.least.onOtherTicket(dollars),
  );
  return Math.min(...prices) + timesOf(part, objective);
}

/** What its time, stops and inconvenience add. */
function timesOf({ minutes, stops, inconvenience }: TripPart, objective: Objective): number {
  return cost(0, minutes, stops, objective) + inconvenienceCost(inconvenience, objective);
}

const isOwn = ({ parts, seller }: Joined): boolean =>
  parts.every(({ fares }) => fares.some((fare) => fare.seller === seller));

describe("what a ticket costs at least", () => {
  test("LEAST-1, LEAST-2, JOINT-4: no less than what each part adds at least, except for rounding", () => {
    const checked = everyTicket((search, ticket) => {
      const { prices } = search.query;
      const rounding = jointRounding(ticket.parts.length);
      const sum = (own: boolean) =>
        ticket.parts.reduce((all, part) => all + leastOf(search, part, own), 0);
      expect(ticket.cost + rounding).toBeGreaterThanOrEqual(sum(true));
      if (!prices.isRoundTrip || !isOwn(ticket))
        expect(ticket.cost + rounding).toBeGreaterThanOrEqual(sum(false));
    });
    expect(checked).toBeGreaterThan(200);
  });

  test("SLICE-1: what was not found adds no less than what is left", () => {
    let late = 0;
    everyTicket((search, { parts }) => {
      for (const [at, part] of parts.entries()) {
        if (search.early[at]?.has(part)) continue;
        late++;
        expect(leastOf(search, part, true)).toBeGreaterThanOrEqual(search.left[at] as number);
      }
    });
    expect(late).toBeGreaterThan(50);
  });

  test("JOINT-1, JOINT-2, JOINT-3: one part and the bound of the other slices come to no more than the ticket", () => {
    let partners = 0;
    const checked = everyTicket((search, ticket) => {
      const { carriers, prices } = search.query;
      const rounding = jointRounding(ticket.parts.length);
      for (const [at, part] of ticket.parts.entries()) {
        if (part.stops === 0) continue;
        const seller = [carriers.indexOf(part.fares[0]?.seller as string)];
        const others = search.others[at] as OtherSlices;
        const its = leastOf(search, part, true);
        if (!prices.isRoundTrip || isOwn(ticket)) {
          expect(its + others.ofSellers(seller, 0, 1)).toBeLessThanOrEqual(ticket.cost + rounding);
        } else {
          partners++;
          const { onOtherTicket } = others as {
            onOtherTicket: NonNullable<OtherSlices["onOtherTicket"]>;
          };
          const price = its - timesOf(part, search.question.objective);
          const more = onOtherTicket.priceOf(seller, 0, 1, price) - price;
          expect(its + more + onOtherTicket.least).toBeLessThanOrEqual(ticket.cost + rounding);
        }
      }
    });
    expect(checked).toBeGreaterThan(200);
    expect(partners).toBeGreaterThan(50);
  });
});

/**
 * What a calendar says of its cells is true, whatever the bidders have and in whatever order their
 * bids come: each bidder of a case has offers of its own, sends them in some order with floors that
 * are true, and may be stopped at any moment.
 */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { CalendarCell, CalendarResult } from "../../../proto/calendar.ts";
import { DEADLINE_MS } from "../../../test/fixtures/auction/auction.ts";
import { calendarOf } from "../../../test/fixtures/auction/calendar.ts";
import { propertyRuns } from "../../../test/harness/property-runs.ts";

const DAYS = 2;
const NIGHTS = { min: 2, max: 3 };

interface World {
  readonly isReturn: boolean;
  readonly bidders: readonly BidderCase[];
}

interface BidderCase {
  /** `cell` and amount, in the order in which they are sent. */
  readonly offers: readonly { readonly cell: number; readonly amount: number }[];
  /** Where its bids begin, as shares of its offers; the last bid is final if it is sent. */
  readonly cuts: readonly number[];
  /** How many of its bids come in time: fewer than all leave it out at the end. */
  readonly sent: number;
  readonly knows: boolean;
  readonly isSkipped: boolean;
  /** What it promises of a cell is lower than what is true by so much. */
  readonly modesty: number;
}

const bidderCases: fc.Arbitrary<BidderCase> = fc.record({
  offers: fc.array(fc.record({ cell: fc.nat(3), amount: fc.integer({ min: 1, max: 60 }) }), {
    maxLength: 8,
  }),
  cuts: fc.array(fc.nat(8), { maxLength: 3 }).map((cuts) => cuts.sort((a, b) => a - b)),
  sent: fc.nat(4),
  knows: fc.boolean(),
  isSkipped: fc.boolean(),
  modesty: fc.nat(10),
});
const worlds: fc.Arbitrary<World> = fc.record({
  isReturn: fc.boolean(),
  bidders: fc.array(bidderCases, { minLength: 1, maxLength: 3 }),
});

/** Without skipped bidders: what comes after the others have finished is not heard. */
const awaitedWorlds = worlds.map(
  (world): World => ({
    ...world,
    bidders: world.bidders.map((one) => ({ ...one, isSkipped: false })),
  }),
);

interface SentBid {
  readonly bidder: number;
  readonly offers: BidderCase["offers"];
  readonly final: boolean;
  readonly cellFloors: readonly number[] | undefined;
}

/** The bids of a bidder, with floors of each cell by what it sends later. */
function bidsOf(one: BidderCase, bidder: number, count: number): SentBid[] {
  const cuts = [0, ...one.cuts.map((cut) => Math.min(cut, one.offers.length)), one.offers.length];
  return cuts.slice(1).map((end, i) => {
    const later = one.offers.slice(end);
    const final = i === cuts.length - 2;
    const floors = Array.from({ length: count }, (_, cell) => {
      const amounts = later.filter((offer) => offer.cell === cell).map(({ amount }) => amount);
      return amounts.length === 0 ? -1 : Math.max(0, Math.min(...amounts) - one.modesty);
    });
    return {
      bidder,
      offers: one.offers.slice(cuts[i], end).filter(({ cell }) => cell < count),
      final,
      cellFloors: one.knows ? floors : undefined,
    };
  });
}

const nameOf = (bidder: number) => `bidder-${bidder}`;

/** Plays the world to its end; bids of one bidder stay in order, `pick` mixes those of several. */
async function play(world: World, pick: (queues: number) => number): Promise<CalendarResult> {
  const names = world.bidders.map((_, i) => nameOf(i));
  const isSkipped = (_: string, i: number) => world.bidders[i]?.isSkipped === true;
  const { clock, cells, result, bid } = calendarOf({
    days: world.isReturn ? DAYS : 2 * DAYS,
    ...(world.isReturn ? { nights: NIGHTS } : {}),
    policy: { required: [] },
    required: [],
    expected: names.filter((name, i) => !isSkipped(name, i)),
    skipped: names.filter(isSkipped),
  });
  const queues = world.bidders.map((one, i) => bidsOf(one, i, cells.count).slice(0, one.sent));
  for (;;) {
    const left = queues.filter((queue) => queue.length > 0);
    const queue = left[pick(left.length) % Math.max(1, left.length)];
    const next = queue?.shift();
    if (next === undefined) break;
    const { bidder, offers, final, cellFloors } = next;
    const width = cells.nights?.length ?? 1;
    bid(
      nameOf(bidder),
      offers.map(({ cell, amount }, i) => [
        Math.floor(cell / width),
        cells.nights?.[cell % width] ?? null,
        { amount, number: 100 + 10 * i + amount, seller: nameOf(bidder) },
      ]),
      { final, ...(cellFloors === undefined ? {} : { cellFloors }) },
    );
  }
  clock.moveTo(DEADLINE_MS);
  return result;
}

/** The lowest amount that any bidder has in the cell, also what was not sent. */
function lowestOf(world: World, cell: number): number {
  const amounts = world.bidders.flatMap(({ offers }) =>
    offers.filter((offer) => offer.cell === cell).map(({ amount }) => amount),
  );
  return Math.min(Number.POSITIVE_INFINITY, ...amounts);
}

function checkCell(cell: CalendarCell, lowest: number): void {
  const price = cell.price?.amount ?? Number.POSITIVE_INFINITY;
  expect({ price, isKnown: price >= lowest }).toEqual({ price, isKnown: true });
  if (cell.state === "exact") expect({ exact: price }).toEqual({ exact: lowest });
  const floor = cell.atLeast?.amount ?? 0;
  expect({ floor, lowest, holds: floor <= lowest }).toEqual({ floor, lowest, holds: true });
  expect(cell.state === "at-least").toBe(cell.atLeast !== undefined);
  if (cell.state === "at-least") expect(floor).toBeLessThan(price);
  expect(cell.state === "unanswered").toBe(cell.unanswered !== undefined);
}

const runs = { numRuns: propertyRuns(150) };

describe("what a calendar says of its cells is true", () => {
  test("CELLSTATE-1, CELLSTATE-2 an exact price is the lowest of all that anyone has; none is below a floor", async () => {
    await fc.assert(
      fc.asyncProperty(worlds, fc.array(fc.nat(5)), async (world, picks) => {
        let at = 0;
        const { cells } = await play(world, () => picks[at++ % Math.max(1, picks.length)] ?? 0);
        for (const [index, cell] of cells.entries()) checkCell(cell, lowestOf(world, index));
      }),
      runs,
    );
  });

  test("CELLSTATE-1, CELLSTATE-3 a cell is certain exactly where every expected bidder has answered or promised", async () => {
    await fc.assert(
      fc.asyncProperty(awaitedWorlds, async (world) => {
        const { cells } = await play(world, () => 0);
        for (const [index, cell] of cells.entries()) {
          const missing = world.bidders.flatMap((one, i) => {
            const sent = bidsOf(one, i, cells.length).slice(0, one.sent);
            const floor = sent.at(-1)?.cellFloors?.[index] ?? 0;
            const isWhole = one.knows && sent.at(-1)?.final === true;
            return isWhole || floor !== 0 ? [] : [nameOf(i)];
          });
          // An auction that has settled does not hear the bids after that.
          if (missing.length > 0 || cell.state !== "exact")
            expect({ index, unanswered: cell.unanswered ?? [] }).toEqual({
              index,
              unanswered: missing,
            });
        }
      }),
      runs,
    );
  });

  test("CALENDAR-1 of a settled calendar each cell is exact, but for bidders that are not waited for", async () => {
    let settled = 0;
    await fc.assert(
      fc.asyncProperty(worlds, fc.array(fc.nat(5)), async (world, picks) => {
        let at = 0;
        const { cells, endedBy } = await play(
          world,
          () => picks[at++ % Math.max(1, picks.length)] ?? 0,
        );
        if (endedBy !== "settled") return;
        settled++;
        const skipped = world.bidders.flatMap((one, i) => (one.isSkipped ? [nameOf(i)] : []));
        for (const { state, unanswered = [] } of cells) {
          const others = unanswered.filter((name) => !skipped.includes(name));
          const isFloorOfSkipped = state === "at-least" && skipped.length > 0;
          // A bidder that has finished and knows no calendars has not answered for any cell.
          const unknowing = world.bidders.flatMap((one, i) => (one.knows ? [] : [nameOf(i)]));
          expect(others.filter((name) => !unknowing.includes(name))).toEqual([]);
          if (state !== "unanswered" && !isFloorOfSkipped) expect(state).toBe("exact");
        }
      }),
      runs,
    );
    expect(settled).toBeGreaterThan(0);
  });

  test("A2, CELLRANK-1 the cells do not depend on the order in which the bids of several bidders come", async () => {
    await fc.assert(
      fc.asyncProperty(
        awaitedWorlds.filter(({ bidders }) => bidders.length > 1),
        fc.array(fc.nat(5)),
        async (world, picks) => {
          let at = 0;
          const mixed = await play(world, () => picks[at++ % Math.max(1, picks.length)] ?? 0);
          const inOrder = await play(world, () => 0);
          // Both heard the same bids only where none was ended early.
          if (mixed.endedBy === "settled" || inOrder.endedBy === "settled") return;
          expect(mixed.cells).toEqual(inOrder.cells);
        },
      ),
      runs,
    );
  });
});

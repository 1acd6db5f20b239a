/** The bids for a calendar: rows by cell, and what is promised of each (CELLROW-1 to CELLROW-3). */
import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { cellOfSlices, cellsOf } from "../../common/offers/calendar-cells.ts";
import { decodeBid, decodeRowOffer, encodeBid } from "../../proto/codec/index.ts";
import { dateText, dayNumber } from "../../proto/local-time.ts";
import type { Bid, FlightOffer, FlightSearch } from "../../proto/messages.ts";
import { callForOffers } from "../../test/fixtures/kit/call.ts";
import { flightOffer, flightSearch } from "../../test/harness/offers.ts";
import { propertyRuns } from "../../test/harness/property-runs.ts";
import { BidBuilder } from "./bid-builder.ts";
import { contentOf } from "./bid-content.ts";

const NOW = Date.now();
const plain = flightSearch();
const [slice] = plain.slices as [FlightSearch["slices"][number]];
const FIRST = dayNumber(slice.departureDate);
const DAYS = 4;

const dates = (from: number, to: number) => ({
  departureDate: dateText(from),
  departureDates: { from: dateText(from), to: dateText(to) },
});

const ONE_WAY: FlightSearch = {
  ...plain,
  calendar: true,
  sort: "price",
  slices: [{ ...slice, ...dates(FIRST, FIRST + DAYS - 1) }],
};
const RETURN: FlightSearch = {
  ...ONE_WAY,
  slices: [
    { ...slice, ...dates(FIRST, FIRST + 1) },
    { origin: "JFK", destination: "LHR", ...dates(FIRST + 2, FIRST + 5) },
  ],
  limits: { stayNights: { min: 2, max: 3 } },
};

interface Draft {
  readonly day: number;
  readonly nights: number;
  readonly amount: number;
  readonly number: number;
}

function offerOf(calendar: FlightSearch, { day, nights, amount, number }: Draft): FlightOffer {
  const [out, back] = calendar.slices as [
    FlightSearch["slices"][number],
    FlightSearch["slices"][number],
  ];
  const leaves = { ...out, departureDate: dateText(FIRST + day) };
  // It arrives on the day on which it leaves.
  const returns = back && { ...back, departureDate: dateText(FIRST + day + nights) };
  return flightOffer(
    { ...calendar, slices: back === undefined ? [leaves] : [leaves, returns] },
    { amount, number, expiresAtMs: NOW + 60_000 },
  );
}

/** What the gateway receives. */
class Received {
  readonly builder: BidBuilder;
  readonly bids: Bid[] = [];

  constructor(calendar: FlightSearch, offersMax = 1_000) {
    const call = callForOffers(calendar, NOW);
    const objective = { valuePerHour: 0, penaltyPerStop: 0 };
    this.builder = new BidBuilder({ ...call, objective }, offersMax);
  }

  send(cellFloors?: readonly number[]): void {
    const batch = this.builder.batch(null, cellFloors);
    if (batch === undefined) return;
    this.#receive({ final: false, floor: batch.floor, ...contentOf(batch) });
    this.builder.sent(batch);
  }

  finish(stoppedBy: string | null = null): Bid {
    this.#receive({ final: true, floor: null, ...this.builder.finish(stoppedBy) });
    return this.bids.at(-1) as Bid;
  }

  #receive(bid: Omit<Bid, "searchId" | "sequence">): void {
    const whole = { searchId: "s".repeat(64), sequence: this.bids.length, ...bid };
    this.bids.push(decodeBid(encodeBid(whole)));
  }
}

const offersOf = ({ sheet }: Bid) =>
  Array.from({ length: sheet.rows }, (_, row) => decodeRowOffer(sheet, row));

/** By cell: the amount of every offer, as it came. */
function amountsOf(calendar: FlightSearch, bids: readonly Bid[]): number[][] {
  const cells = cellsOf(calendar);
  const amounts = Array.from({ length: cells.count }, () => [] as number[]);
  for (const bid of bids)
    for (const offer of offersOf(bid))
      amounts[cellOfSlices(cells, offer.slices)]?.push(offer.price.amount);
  return amounts;
}

describe("the bids for a calendar", () => {
  test("have the cheapest offer of each cell, also of a return, by its nights (CELLROW-1)", () => {
    const received = new Received(RETURN);
    const drafts: [day: number, nights: number, amount: number][] = [
      [0, 2, 500],
      [0, 2, 400],
      [0, 3, 600],
      [1, 3, 700],
      [1, 3, 700],
      [1, 3, 900],
    ];
    for (const [at, [day, nights, amount]] of drafts.entries())
      received.builder.add(offerOf(RETURN, { day, nights, amount, number: at + 1 }), NOW);
    received.finish();
    expect(amountsOf(RETURN, received.bids)).toEqual([[400], [600], [], [700]]);
  });

  test("say in the final one what was promised of each cell, and drop what breaks it (CELLROW-2)", () => {
    const received = new Received(ONE_WAY);
    const add = (day: number, amount: number) =>
      received.builder.add(offerOf(ONE_WAY, { day, nights: 0, amount, number: amount }), NOW);
    add(0, 500);
    received.send([-1, 300, 0, 0]);
    add(0, 450);
    add(1, 299);
    add(1, 300);
    add(2, 100);
    received.send([0, 200, 50.9, 0]);
    const { reason, cellFloors } = received.finish();
    expect({ reason, cellFloors, rows: amountsOf(ONE_WAY, received.bids) }).toEqual({
      reason: expect.stringContaining("2 dropped that cost less than the floor"),
      cellFloors: [-1, 300, 50, 0],
      rows: [[500], [300], [100], []],
    });
    expect(received.bids.map((bid) => bid.cellFloors)).toEqual([
      [-1, 300, 0, 0],
      [-1, 300, 50, 0],
      [-1, 300, 50, 0],
    ]);
  });

  test.each([
    ["too few", [0, 0], "cell floors left out: 2, where 4 would be right"],
    ["a negative one", [0, -2, 0, 0], "cell floors left out: that of cell 1 is -2"],
    ["none that is a number", [0, 0, Number.NaN, 0], "cell floors left out: that of cell 2 is NaN"],
  ])("with %s promise nothing, and say so", (_, floors, text) => {
    const received = new Received(ONE_WAY);
    received.send(floors);
    const { reason, cellFloors } = received.finish();
    expect({ reason, cellFloors }).toEqual({
      reason: expect.stringContaining(text),
      cellFloors: undefined,
    });
  });

  test("of a search that is no calendar have no cell floors", () => {
    const received = new Received(plain);
    received.builder.add(flightOffer(plain, { expiresAtMs: NOW + 60_000 }), NOW);
    received.send([-1]);
    expect({ ...received.finish() }).not.toHaveProperty("cellFloors");
  });

  test("property: each cell has its cheapest offer that keeps what was promised, no bid breaks a promise, and one that has no room says so (CELLROW-1, CELLROW-2, CELLROW-3, BID-1)", () => {
    const offer = fc.record({
      day: fc.nat(DAYS - 1),
      nights: fc.constant(0),
      amount: fc.integer({ min: 1, max: 60 }).map((tens) => 10 * tens),
      number: fc.integer({ min: 1, max: 9 }),
    });
    const floor = fc.oneof(fc.constant(0), fc.constant(-1), fc.integer({ min: 1, max: 600 }));
    const floors = fc.array(floor, { minLength: DAYS, maxLength: DAYS });
    const step = fc.oneof(
      { arbitrary: offer.map((its) => ({ offer: its })), weight: 6 },
      { arbitrary: fc.option(floors, { nil: undefined }).map((its) => ({ send: its })), weight: 1 },
    );
    const counts = { short: 0, dropped: 0 };
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.constantFrom(2, 5, 1_000),
        (steps, most) => {
          const received = new Received(ONE_WAY, most);
          const promised = new Array<number>(DAYS).fill(0);
          const best = new Array<number>(DAYS).fill(Number.POSITIVE_INFINITY);
          for (const its of steps) {
            if ("offer" in its) {
              const { day, amount } = its.offer;
              received.builder.add(offerOf(ONE_WAY, its.offer), NOW);
              const floor = promised[day] as number;
              if (floor !== -1 && amount >= floor)
                best[day] = Math.min(best[day] as number, amount);
            } else {
              received.send(its.send);
              for (const [day, one] of (its.send ?? []).entries()) {
                const before = promised[day] as number;
                promised[day] = one === -1 || before === -1 ? -1 : Math.max(before, one);
              }
            }
          }
          const final = received.finish();
          const sent = amountsOf(ONE_WAY, received.bids);
          const isWhole = sent.every((its, day) => Math.min(...its) === best[day]);
          counts.short += isWhole ? 0 : 1;
          counts.dropped += received.builder.dropped;
          const rows = sent.flat().length;
          expect({
            isShort: !isWhole,
            isWithin: rows <= most,
            broken: brokenBy(received.bids),
          }).toEqual({
            isShort: final.stopped === true,
            isWithin: true,
            broken: [],
          });
        },
      ),
      { numRuns: propertyRuns(2_000), seed: 20_261_132 },
    );
    expect({ short: counts.short > 20, dropped: counts.dropped > 20 }).toEqual({
      short: true,
      dropped: true,
    });
  });
});

/** Rows below what was sent of their cells before, and what was taken back. */
function brokenBy(bids: readonly Bid[]): string[] {
  const faults: string[] = [];
  let sent: readonly number[] = new Array<number>(DAYS).fill(0);
  for (const [at, bid] of bids.entries()) {
    for (const [day, amounts] of amountsOf(ONE_WAY, [bid]).entries())
      for (const amount of amounts)
        if (sent[day] === -1 || amount < (sent[day] as number))
          faults.push(`bid ${at}: ${amount} on day ${day}, whose floor is ${sent[day]}`);
    const next = bid.cellFloors ?? sent;
    for (const [day, floor] of next.entries())
      if (floor !== -1 && (sent[day] === -1 || floor < (sent[day] as number)))
        faults.push(`bid ${at}: the floor of day ${day} falls from ${sent[day]} to ${floor}`);
    sent = next;
  }
  return faults;
}

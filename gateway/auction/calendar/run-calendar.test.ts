/** The auction of a calendar, on a driven clock. */
import { describe, expect, test } from "@jest/globals";
import type { CalendarEvent } from "../../../proto/calendar.ts";
import { DEADLINE_MS } from "../../../test/fixtures/auction/auction.ts";
import {
  calendarOf,
  cellOffer,
  noPromises,
  shortCells,
} from "../../../test/fixtures/auction/calendar.ts";
import { sheetOf } from "../../../test/harness/offers.ts";
import { collectUntilMs } from "../budget.ts";
import { CELLS_EVENT_MS } from "./calendar-watcher.ts";

const UNTIL = collectUntilMs(0, DEADLINE_MS);
const expected = ["nonstop", "stops"];
/** A final bid of a bidder that knows calendars. */
const WHOLE = { cellFloors: noPromises(3) };

describe("how a calendar ends", () => {
  test("complete: each cell has the lowest price of all bidders, and is exact", async () => {
    const { clock, result, bid, wire } = calendarOf({ expected });
    clock.moveTo(10);
    bid(
      "nonstop",
      [
        [0, null, 51_000],
        [1, null, 52_000],
      ],
      WHOLE,
    );
    clock.moveTo(20);
    bid(
      "stops",
      [
        [1, null, { amount: 42_000, stops: 1, number: 200, seller: "Another" }],
        [0, null, 60_000],
      ],
      WHOLE,
    );
    const ended = await result;
    expect(ended).toMatchObject({
      searchId: "s1",
      endedBy: "complete",
      partial: false,
      elapsedMs: 20,
      deadlineMs: DEADLINE_MS,
      days: { from: "2026-12-20", to: "2026-12-22" },
      bidders: [
        { bidder: "nonstop", outcome: "answered", offers: 2 },
        { bidder: "stops", outcome: "answered", offers: 2 },
      ],
    });
    expect(ended.cells).toEqual([
      {
        departureDate: "2026-12-20",
        state: "exact",
        price: { amount: 51_000, currency: "USD" },
        itinerary: "BA100-LHRJFK-20261220T0830",
        seller: "BA",
        bidder: "nonstop",
      },
      expect.objectContaining({
        departureDate: "2026-12-21",
        state: "exact",
        price: { amount: 42_000, currency: "USD" },
        seller: "Another",
        bidder: "stops",
      }),
      {
        departureDate: "2026-12-22",
        state: "exact",
        price: null,
        itinerary: null,
        seller: null,
        bidder: null,
      },
    ]);
    expect({ cancel: wire.cancelSent, released: wire.released }).toEqual({
      cancel: false,
      released: true,
    });
    expect(clock.timers).toBe(0);
  });

  test("a return has a cell for each day and number of nights, and says when it comes back", async () => {
    const { result, bid } = calendarOf({ expected, days: 2, nights: { min: 3, max: 4 } });
    bid(
      "nonstop",
      [
        [0, 3, 51_000],
        [1, 4, 52_000],
        [1, 4, { amount: 40_000, number: 300 }],
      ],
      { cellFloors: noPromises(4) },
    );
    bid("stops", [], { cellFloors: noPromises(4) });
    const ended = await result;
    expect(ended.stayNights).toEqual({ min: 3, max: 4 });
    expect(
      ended.cells.map(({ departureDate, returnDate, nights, price }) => [
        departureDate,
        returnDate,
        nights,
        price?.amount,
      ]),
    ).toEqual([
      ["2026-12-20", "2026-12-23", 3, 51_000],
      ["2026-12-20", undefined, 4, undefined],
      ["2026-12-21", undefined, 3, undefined],
      ["2026-12-21", "2026-12-25", 4, 40_000],
    ]);
  });

  test("CALENDAR-1 settled: no bidder that is out can lower any cell; at the price itself it cannot", async () => {
    const { clock, result, bid, wire } = calendarOf({ expected });
    bid(
      "nonstop",
      [
        [0, null, 500],
        [1, null, 500],
        [2, null, 500],
      ],
      WHOLE,
    );
    clock.moveTo(5);
    bid("stops", [[0, null, 600]], { final: false, cellFloors: [-1, 500, 499] });
    clock.moveTo(20);
    expect(wire.cancelSent).toBeNull();
    bid("stops", [], { final: false, cellFloors: [0, 0, 500] });
    clock.moveTo(30);
    const ended = await result;
    expect(ended).toMatchObject({
      endedBy: "settled",
      partial: false,
      bidders: [{ outcome: "answered" }, { bidder: "stops", outcome: "answered" }],
    });
    expect(shortCells(ended.cells)).toEqual(["exact 500", "exact 500", "exact 500"]);
    expect(wire.cancelSent).toBe(true);
  });

  test("a cell without an offer is settled only where nothing more comes in it", async () => {
    const { clock, result, bid, wire } = calendarOf({ expected, days: 1 });
    bid("nonstop", [], { cellFloors: [0] });
    bid("stops", [], { final: false, cellFloors: [1_000_000] });
    clock.moveTo(20);
    expect(wire.cancelSent).toBeNull();
    bid("stops", [], { final: false, cellFloors: [-1] });
    clock.moveTo(30);
    const ended = await result;
    expect({ endedBy: ended.endedBy, cells: shortCells(ended.cells) }).toEqual({
      endedBy: "settled",
      cells: ["exact -"],
    });
  });

  test("A1 deadline: each cell says what is known of it", async () => {
    const { clock, result, bid } = calendarOf({ expected: ["nonstop", "partners", "stops"] });
    bid(
      "nonstop",
      [
        [0, null, 500],
        [1, null, 500],
        [2, null, 500],
      ],
      WHOLE,
    );
    bid("partners", [], { status: "declined", reason: "overloaded", ...WHOLE });
    bid("stops", [], { final: false, cellFloors: [-1, 400, 0] });
    clock.moveTo(DEADLINE_MS);
    const ended = await result;
    expect(ended).toMatchObject({ endedBy: "deadline", partial: true });
    expect(shortCells(ended.cells)).toEqual([
      "unanswered 500 by partners",
      "unanswered 500 by partners",
      "unanswered 500 by partners,stops",
    ]);
    expect(ended.elapsedMs).toBeLessThanOrEqual(DEADLINE_MS);
  });

  test("quorum and cancelled are as in a search", async () => {
    const { clock, result, bid } = calendarOf({
      expected,
      policy: { quorum: 1, required: [] },
      days: 1,
    });
    bid("nonstop", [[0, null, 500]], { cellFloors: [0] });
    clock.moveTo(100);
    const ended = await result;
    expect(ended).toMatchObject({ endedBy: "quorum", bidders: [{}, { outcome: "silent" }] });
    expect(shortCells(ended.cells)).toEqual(["unanswered 500 by stops"]);

    const other = calendarOf({ expected, days: 1 });
    other.caller.abort();
    expect(await other.result).toMatchObject({ endedBy: "cancelled" });
  });

  test("CELLSTATE-3 no-bidders: nobody has answered for any cell", async () => {
    const { result, noSubscribers } = calendarOf({ expected: [], policy: { required: [] } });
    noSubscribers();
    const ended = await result;
    expect({ endedBy: ended.endedBy, cells: shortCells(ended.cells) }).toEqual({
      endedBy: "no-bidders",
      cells: ["unanswered - by ", "unanswered - by ", "unanswered - by "],
    });
  });
});

describe("what bidders may not do", () => {
  test("CELLFLOOR-2 floors of another number of cells make the bidder invalid", async () => {
    const { result, bid } = calendarOf({ expected, days: 2 });
    bid("nonstop", [[0, null, 500]], { cellFloors: noPromises(2) });
    bid("stops", [], { final: false, cellFloors: [-1] });
    const ended = await result;
    expect(ended.bidders[1]).toMatchObject({
      outcome: "invalid",
      reason: "promised floors of 1 cells; the calendar has 2",
    });
    expect(shortCells(ended.cells)).toEqual(["unanswered 500 by stops", "unanswered - by stops"]);
  });

  test("CELLFLOOR-3 an offer below the floor of its cell is dropped, and its bidder is invalid", async () => {
    const { result, bid } = calendarOf({ expected, days: 2 });
    bid("nonstop", [], { cellFloors: noPromises(2) });
    bid("stops", [[0, null, 500]], { final: false, cellFloors: [-1, 600] });
    bid(
      "stops",
      [
        [0, null, 400],
        [1, null, 599],
        [1, null, { amount: 600, number: 300 }],
      ],
      { cellFloors: [-1, -1] },
    );
    const ended = await result;
    expect(ended.bidders[1]).toMatchObject({
      outcome: "invalid",
      reason: "sent 2 offers below what it had promised of their cells",
    });
    expect(shortCells(ended.cells)).toEqual(["unanswered 500 by stops", "unanswered 600 by stops"]);
  });

  test("CELLRANK-2 an offer that lies is dropped, the next best steps in, and the bidder is invalid", async () => {
    const { clock, result, send, bid, search } = calendarOf({ expected, days: 1 });
    const sheet = sheetOf(
      [400, 500].map((amount, i) =>
        cellOffer(search, 0, null, {
          amount,
          number: 100 + i,
          expiresAtMs: clock.wall() + 3_600_000,
        }),
      ),
    );
    const stops = sheet.stops.map((count, row) => (row === 0 ? count + 1 : count));
    send("nonstop", { status: "offers", sheet: { ...sheet, stops }, cellFloors: [0] });
    bid("stops", [], { cellFloors: [0] });
    const ended = await result;
    expect(ended.bidders[0]).toMatchObject({ bidder: "nonstop", outcome: "invalid" });
    expect(shortCells(ended.cells)).toEqual(["unanswered 500 by nonstop"]);
  });

  test("CELLRANK-3 an offer of no cell is not shown: of another day it is a fault, of other nights it is none", async () => {
    const { result, bid } = calendarOf({ expected, days: 1, nights: { min: 3, max: 3 } });
    bid(
      "nonstop",
      [
        [0, 5, 300],
        [0, 3, 500],
      ],
      { cellFloors: [0] },
    );
    bid("stops", [[4, 3, 200]], { cellFloors: [0] });
    const ended = await result;
    expect(shortCells(ended.cells)).toEqual(["unanswered 500 by stops"]);
    expect(ended.bidders).toMatchObject([
      { outcome: "answered", reason: "left out: 1 offers that break a limit: stayNights" },
      { outcome: "invalid", reason: "an offer that departs on a day which is not asked for" },
    ]);
  });
});

describe("CELLFLOOR-4 who has answered for a cell", () => {
  test("a bidder that knows no calendars takes part, and may have more", async () => {
    const { result, bid } = calendarOf({ expected });
    bid("nonstop", [[1, null, 500]], WHOLE);
    bid("stops", [[1, null, 400]]);
    const ended = await result;
    expect(ended).toMatchObject({ endedBy: "complete", partial: false });
    expect(shortCells(ended.cells)).toEqual([
      "unanswered - by stops",
      "unanswered 400 by stops",
      "unanswered - by stops",
    ]);
  });

  test("one that was stopped has answered for what it had promised", async () => {
    const { result, bid } = calendarOf({ expected });
    bid("nonstop", [[1, null, 500]], WHOLE);
    bid("stops", [[0, null, 450]], { cellFloors: [-1, 490, 0], stopped: true });
    expect(shortCells((await result).cells)).toEqual([
      "exact 450",
      "at-least 500 (490)",
      "unanswered - by stops",
    ]);
  });
});

test("CELLSTATE-4 the last calendar of a required bidder stands in, and each cell says so", async () => {
  const first = calendarOf({ expected });
  first.bid(
    "nonstop",
    [
      [0, null, 500],
      [1, null, 600],
    ],
    WHOLE,
  );
  first.bid("stops", [], WHOLE);
  await first.result;
  expect(first.fallbackStore.saved).toEqual(new Set(["nonstop"]));

  const record = first.fallbackStore.bids.get("nonstop");
  if (record === undefined) throw new Error("nothing was saved");
  const second = calendarOf({
    expected: ["stops"],
    absent: ["nonstop"],
    fallbackBids: { nonstop: { ...record, takenAtMs: record.takenAtMs - 5_000 } },
  });
  second.bid("stops", [[1, null, 550]], WHOLE);
  const ended = await second.result;
  expect(ended).toMatchObject({ endedBy: "complete", partial: true });
  expect(shortCells(ended.cells)).toEqual([
    "stale 500 5000 ms",
    "unanswered 550 by nonstop",
    "unanswered - by nonstop",
  ]);
});

test("CALENDAR-2 a calendar is not hedged, and its latencies are not learned", async () => {
  const { clock, result, bid, wire, reservationsReleased } = calendarOf({
    expected,
    days: 1,
    hedgeAfterMs: { stops: 20 },
    hedgeTo: { stops: "stops-2" },
  });
  bid("nonstop", [[0, null, 500]], { cellFloors: [0] });
  bid("stops", [[0, null, 600]], { final: false, cellFloors: [0] });
  clock.moveTo(DEADLINE_MS);
  await result;
  expect(wire.hedges).toEqual([]);
  expect(wire.learned?.reports).toMatchObject([{ bidder: "nonstop", latencyMs: null }]);
  expect(wire.learned?.reports).toHaveLength(1);
  expect(reservationsReleased()).toBe(1);
});

test("CALENDAR-3 a calendar is not kept, and what comes late is only counted", async () => {
  const { clock, result, bid, late, ledger } = calendarOf({
    expected,
    days: 1,
    afterwards: (work) => queueMicrotask(work),
  });
  bid("nonstop", [[0, null, 500]], { cellFloors: [0] });
  clock.moveTo(UNTIL);
  bid("stops", [[0, null, 300]], { cellFloors: [0] });
  const ended = await result;
  await Promise.resolve();
  expect(shortCells(ended.cells)).toEqual(["unanswered 500 by stops"]);
  expect({ late, kept: ledger.view("s1") }).toEqual({ late: ["stops"], kept: undefined });
});

describe("events", () => {
  test("CELLEVENT-1, CELLEVENT-2 only what has changed, at a bounded rate, and none while nobody reads", async () => {
    const events: CalendarEvent[] = [];
    let reads = true;
    const { clock, result, bid } = calendarOf({
      expected,
      observer: { observe: (event) => events.push(event), isReading: () => reads },
    });
    expect(events).toEqual([
      {
        type: "opened",
        opened: {
          searchId: "s1",
          deadlineMs: DEADLINE_MS,
          expected,
          days: { from: "2026-12-20", to: "2026-12-22" },
        },
      },
    ]);
    const cellEvents = () =>
      events.flatMap((one) => (one.type === "cells" ? [one.cells.cells] : []));
    bid("stops", [[0, null, 500]], { final: false, cellFloors: [-1, 0, 0] });
    clock.moveTo(1);
    expect(cellEvents().map(shortCells)).toEqual([
      [
        "unanswered 500 by nonstop",
        "unanswered - by nonstop,stops",
        "unanswered - by nonstop,stops",
      ],
    ]);
    clock.moveTo(2);
    bid("stops", [[1, null, 400]], { final: false, cellFloors: [-1, -1, 0] });
    clock.moveTo(CELLS_EVENT_MS - 1);
    expect(cellEvents()).toHaveLength(1);
    reads = false;
    clock.moveTo(CELLS_EVENT_MS + 1);
    expect(cellEvents()).toHaveLength(1);
    reads = true;
    clock.moveTo(2 * CELLS_EVENT_MS + 2);
    expect(cellEvents()).toHaveLength(2);
    expect(cellEvents()[1]?.map(({ departureDate }) => departureDate)).toEqual(["2026-12-21"]);
    bid("stops", [], WHOLE);
    expect(events.at(-1)).toMatchObject({ type: "bidder", bidder: { outcome: "answered" } });
    bid("nonstop", [], WHOLE);
    await result;
    const count = events.length;
    clock.moveTo(DEADLINE_MS);
    expect({ events: events.length, timers: clock.timers }).toEqual({ events: count, timers: 0 });
  });
});

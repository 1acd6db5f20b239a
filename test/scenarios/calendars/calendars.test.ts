/**
 * Every scenario of a calendar of this folder, played on gateway/auction alone. Offers are
 * `[day, price]` or `[day, price, nights]`; `floors` are those of the cells. The form of a cell in
 * `expect` is that of `shortCells`. `fallback` has the last calendars of `required` bidders.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { BID_STATUSES, ENDED_BY, OUTCOMES } from "../../../proto/messages.ts";
import { DEADLINE_MS, outcomesOf, SteppedClock } from "../../fixtures/auction/auction.ts";
import { calendarOf, shortCells } from "../../fixtures/auction/calendar.ts";

const names = z.array(z.string());
const offers = z.array(z.tuple([z.int(), z.int()], z.int()));
const event = z.strictObject({
  at: z.number().nonnegative(),
  from: z.string(),
  offers: offers.default([]),
  floors: z.array(z.int()).optional(),
  final: z.boolean().default(false),
  stopped: z.literal(true).optional(),
  status: z.enum(BID_STATUSES).optional(),
});
const scenario = z.strictObject({
  name: z.string(),
  why: z.string().min(20),
  days: z.int().positive(),
  nights: z.tuple([z.int(), z.int()]).optional(),
  expected: names,
  skipped: names.default([]),
  absent: names.default([]),
  required: names.default([]),
  fallback: z.record(z.string(), z.strictObject({ ageMs: z.int(), offers })).default({}),
  events: z.array(event),
  expect: z.strictObject({
    endedBy: z.enum(ENDED_BY),
    at: z.number(),
    partial: z.boolean(),
    outcomes: z.record(z.string(), z.enum(OUTCOMES)),
    cells: z.array(z.string()),
  }),
});
type Scenario = z.infer<typeof scenario>;
const file = z.strictObject({ theme: z.string(), scenarios: z.array(scenario) });

const text = readFileSync(join(import.meta.dirname, "calendars.json"), "utf8");
const { theme, scenarios } = file.parse(JSON.parse(text));

const cellRows = (rows: z.infer<typeof offers>) =>
  rows.map(([day, amount, nights = null], i) => {
    const traits = { amount: amount as number, number: 100 + 10 * i };
    return [day as number, nights, traits] as const;
  });

async function play({ days, nights, required, fallback, events, ...roster }: Scenario) {
  const clock = new SteppedClock();
  const auction = calendarOf({
    clock,
    days,
    ...(nights === undefined ? {} : { nights: { min: nights[0], max: nights[1] } }),
    expected: roster.expected,
    skipped: roster.skipped,
    absent: roster.absent,
    policy: { required },
    fallback: Object.fromEntries(
      Object.entries(fallback).map(([bidder, { ageMs, offers: its }]) => [
        bidder,
        { ageMs, offers: cellRows(its) },
      ]),
    ),
  });
  let endedAtMs = Number.NaN;
  void auction.result.then(() => {
    endedAtMs = clock.now();
  });
  for (const { at, from, offers: its, floors, final, stopped, status } of events) {
    await clock.stepTo(at);
    auction.bid(from, cellRows(its), {
      final,
      ...(floors === undefined ? {} : { cellFloors: floors }),
      ...(stopped === undefined ? {} : { stopped }),
      ...(status === undefined ? {} : { status }),
    });
  }
  await clock.stepTo(DEADLINE_MS + 1);
  const { endedBy, partial, bidders, cells } = await auction.result;
  return {
    actual: {
      endedBy,
      at: endedAtMs,
      partial,
      outcomes: outcomesOf({ bidders }),
      cells: shortCells(cells),
    },
    timersLeft: clock.timers,
  };
}

describe(theme, () => {
  test.each(scenarios.map((one) => [one.name, one] as const))("%s", async (_, one) => {
    const { actual, timersLeft } = await play(one);
    expect(actual).toEqual(one.expect);
    expect({ timersLeft, inTime: actual.at <= DEADLINE_MS }).toEqual({
      timersLeft: 0,
      inTime: true,
    });
  });
});

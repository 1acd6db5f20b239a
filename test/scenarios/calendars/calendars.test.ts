/**
 * Every scenario of a calendar of this folder, played on gateway/auction alone. Offers are
 * `[day, price]` or `[day, price, nights]`; `floors` are those of the cells. The form of a cell in
 * `expect` is that of `shortCells`.
 */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { BID_STATUSES, ENDED_BY, OUTCOMES } from "../../../proto/messages.ts";
import { DEADLINE_MS, outcomesOf, SteppedClock } from "../../fixtures/auction/auction.ts";
import { calendarOf, shortCells } from "../../fixtures/auction/calendar.ts";

const names = z.array(z.string());
const event = z.strictObject({
  at: z.number().nonnegative(),
  from: z.string(),
  offers: z.array(z.tuple([z.int(), z.int()], z.int())).default([]),
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

async function play({ days, nights, expected, skipped, events }: Scenario) {
  const clock = new SteppedClock();
  const auction = calendarOf({
    clock,
    days,
    ...(nights === undefined ? {} : { nights: { min: nights[0], max: nights[1] } }),
    expected,
    skipped,
    policy: { required: [] },
  });
  let endedAtMs = Number.NaN;
  void auction.result.then(() => {
    endedAtMs = clock.now();
  });
  for (const { at, from, offers, floors, final, stopped, status } of events) {
    await clock.stepTo(at);
    auction.bid(
      from,
      offers.map(([day, amount, stay = null], i) => [
        day as number,
        stay,
        { amount: amount as number, number: 100 + 10 * i },
      ]),
      {
        final,
        ...(floors === undefined ? {} : { cellFloors: floors }),
        ...(stopped === undefined ? {} : { stopped }),
        ...(status === undefined ? {} : { status }),
      },
    );
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

import { describe, expect, test } from "@jest/globals";
import type { CalendarCell, CalendarEvent } from "../../proto/calendar.ts";
import { CalendarProgress } from "./calendar-progress.ts";
import { heatFor } from "./heat.ts";

const cell = (day: number, amount: number | null, state: CalendarCell["state"]): CalendarCell => ({
  departureDate: `2026-12-0${day}`,
  state,
  price: amount === null ? null : { amount, currency: "USD" },
  itinerary: null,
  seller: null,
  bidder: null,
});
const cells = (...all: CalendarCell[]): CalendarEvent => ({ type: "cells", cells: { cells: all } });
const opened: CalendarEvent = {
  type: "opened",
  opened: {
    searchId: "abc",
    deadlineMs: 2_000,
    expected: ["nonstop", "st\u001b[31mops"],
    days: { from: "2026-12-01", to: "2026-12-03" },
  },
};
const answered: CalendarEvent = {
  type: "bidder",
  bidder: {
    bidder: "nonstop",
    instance: "i",
    outcome: "answered",
    latencyMs: 12.1,
    offers: 3,
    hedged: false,
    reason: null,
  },
};

function shown(isTerminal: boolean, events: readonly CalendarEvent[]): string {
  let text = "";
  const write = (more: string) => {
    text += more;
  };
  const progress = new CalendarProgress({ write, isTerminal, paint: (_style, words) => words });
  for (const event of events) progress.onEvent(event);
  progress.end();
  return text;
}

const events = [
  opened,
  cells(cell(1, 30_000, "unanswered"), cell(2, null, "unanswered")),
  answered,
  cells(cell(1, 30_000, "exact"), cell(3, 26_710, "at-least")),
];

describe("the progress of a calendar", () => {
  test("lines, where the output is no terminal", () => {
    expect(shown(false, events)).toBe(
      [
        "asked 2 bidders, for 2 s at most: nonstop, st\\x1b[31mops",
        "0 exact of 2 cells so far, the lowest so far 300.00 USD",
        "nonstop        answered    12.1 ms    3 offers",
        "1 exact of 3 cells so far, the lowest so far 267.10 USD",
        "",
      ].join("\n"),
    );
  });

  test("one line that is written again on a terminal, of which nothing is left", () => {
    const clear = "\r\u001b[K";
    expect(shown(true, events).split("\n").slice(1)).toEqual([
      `${clear}0 exact of 2 cells so far, the lowest so far 300.00 USD${clear}nonstop        answered    12.1 ms    3 offers`,
      `${clear}1 exact of 3 cells so far, the lowest so far 267.10 USD${clear}`,
    ]);
  });
});

test("heat: no sequence at all without colours; with colours another one for each level", () => {
  expect(heatFor(false)(3, "267")).toBe("267");
  const painted = [0, 1, 2, 3, 4].map((level) => heatFor(true)(level, "267"));
  expect(new Set(painted).size).toBe(5);
  expect(painted[0]).toBe("\u001b[48;5;114m\u001b[38;5;16m267\u001b[0m");
});

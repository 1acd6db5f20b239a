/**
 * What the terminal says of a calendar: the heat map, what its signs mean, and the cheapest cell.
 * Texts of others are made readable first (TERM-1). Pure.
 */
import { count } from "../../gateway/web/shared/format.js";
import type { CalendarCell, CalendarResult } from "../../proto/calendar.ts";
import { cheapestOf, mayCostLess } from "./calendar-view.ts";
import { endingWords } from "./ending.ts";
import { bidderLine, formatMoney, uptime } from "./format.ts";
import { CHEAPEST, dayText, type HeatMapStyle, heatMap, NOTHING_SOLD, SIGNS } from "./heat-map.ts";
import { wrapped } from "./layout.ts";
import { plain, readable } from "./outside-text.ts";
import { type PriceUnit, unitWords } from "./price-units.ts";

/** A6: bidders that a legend names. */
const NAMED_MAX = 8;
const KEY_CHARS_MAX = 400;
const ENDING_CHARS_MAX = 2_000;
const INDENT = 5;

/** @param title what was asked for, such as `LHR–JFK` */
export function calendarText(received: CalendarResult, title: string, style: HeatMapStyle): string {
  const result = readable(received);
  const { cells, bidders } = result;
  const { paint, width } = style;
  const nameWidth = Math.max(0, ...bidders.map(({ bidder }) => plain(bidder).length));
  const reports = bidders.flatMap((report) =>
    wrapped(bidderLine(report, paint, nameWidth), width - 2).map((line, i) =>
      i === 0 ? line : `  ${line}`,
    ),
  );
  if (cells.length === 0)
    return [
      plain(title, width),
      "no days",
      "",
      ...reports,
      plain(endingWords(result), ENDING_CHARS_MAX),
    ].join("\n");
  const { lines, unit } = heatMap(cells, style);
  return [
    paint("bold", plain(title, width)),
    "",
    ...lines,
    "",
    ...legend(cells, unit, style),
    "",
    ...cheapestLines(cells, style),
    "",
    ...reports,
    "",
    ...wrapped(plain(endingWords(result), ENDING_CHARS_MAX), width),
  ].join("\n");
}

function currencyOf(cells: readonly CalendarCell[]): string {
  const money = cells.find(({ price }) => price !== null)?.price;
  return plain((money ?? cells.find(({ atLeast }) => atLeast)?.atLeast)?.currency ?? "", 8);
}

/** The signs that are drawn, and their meanings. */
function legend(
  cells: readonly CalendarCell[],
  unit: PriceUnit,
  { width, paint }: HeatMapStyle,
): string[] {
  const of = (state: CalendarCell["state"]) => cells.filter((cell) => cell.state === state);
  const stale = of("stale");
  const unanswered = of("unanswered");
  const ages = stale.map(({ ageMs }) => ageMs ?? 0);
  const who = unansweredBy(unanswered);
  const currency = currencyOf(cells);
  const meanings: [sign: string, meaning: string, cells: number][] = [
    ["", "exact: no bidder that was waited for sells it for less", of("exact").length],
    [
      SIGNS["at-least"],
      "at least: not all have answered, and those that are out sell nothing for less than this",
      of("at-least").length,
    ],
    [
      SIGNS.stale,
      `stale: the last calendar of a required bidder stands in for it, up to ${uptime(Math.max(0, ...ages))} old`,
      stale.length,
    ],
    [
      SIGNS.unanswered,
      `unanswered${who === "" ? "" : ` by ${who}`}: a price is the lowest so far`,
      unanswered.length,
    ],
    [NOTHING_SOLD, "nothing is sold", cells.filter(isNothing).length],
    [CHEAPEST, "the cheapest", cells.some(({ price }) => price !== null) ? 1 : 0],
  ];
  const rows = meanings.filter(([, , drawn]) => drawn > 0);
  return [
    ...(currency === "" ? [] : wrapped(`prices in ${unitWords(unit, currency)}`, width)),
    ...rows.flatMap(([sign, meaning]) =>
      wrapped(meaning, width - INDENT).map(
        (line, i) => `${(i === 0 ? sign : "").padStart(INDENT - 2)}  ${line}`,
      ),
    ),
  ].map((line) => paint("dim", line));
}

/** Such a cell is drawn as nothing. */
function isNothing({ state, price }: CalendarCell): boolean {
  return price === null && (state === "exact" || state === "stale");
}

/** `partners, stops`: the bidders that some cell lacks. */
function unansweredBy(cells: readonly CalendarCell[]): string {
  const names = [...new Set(cells.flatMap(({ unanswered }) => unanswered ?? []))].sort();
  const shown = names.slice(0, NAMED_MAX).map((name) => plain(name));
  const more = names.length - shown.length;
  return [...shown, ...(more > 0 ? [`${more} more`] : [])].join(", ");
}

function cheapestLines(cells: readonly CalendarCell[], { paint, width }: HeatMapStyle): string[] {
  const cheapest = cheapestOf(cells);
  if (cheapest?.price == null) return ["no prices: nothing was offered for these days"];
  const { price, departureDate, returnDate, nights, itinerary, seller, bidder } = cheapest;
  const stay =
    nights === undefined
      ? ""
      : `, back ${returnDate === undefined ? "" : `on ${dayText(returnDate)} `}after ${count(nights, "night")}`;
  const from = [
    seller == null ? "" : `by ${plain(seller)}`,
    bidder == null ? "" : `(${plain(bidder)})`,
  ];
  const others = cells.filter((cell) => cell !== cheapest && cell.price?.amount === price.amount);
  const doubtful = cells.filter((cell) => mayCostLess(cell, price.amount)).length;
  return [
    ...wrapped(
      [`cheapest: ${formatMoney(price)}`, ...from, `on ${dayText(departureDate)}${stay}`]
        .filter((part) => part !== "")
        .join(" "),
      width,
    ).map((line) => paint("bold", line)),
    ...(itinerary == null
      ? []
      : wrapped(plain(itinerary, KEY_CHARS_MAX), width - 2).map((line) => `  ${line}`)),
    ...(others.length === 0 ? [] : [`  the same price on ${count(others.length, "other cell")}`]),
    ...(doubtful === 0
      ? []
      : [
          `  ${count(doubtful, "cell")} that ${doubtful === 1 ? "is" : "are"} not exact may cost less`,
        ]),
  ];
}

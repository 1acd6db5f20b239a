/**
 * The itineraries of a result, as a table that fits the terminal (FIT-1): flights and sellers go
 * below their row first, then the weekday and the airports of stops. Pure.
 */
import type { Itinerary, OfferSlice } from "../../proto/messages.ts";
import { type Column, fittedTable, type TableStyle } from "./columns.ts";
import {
  airports,
  cabinLines,
  cheapestSeller,
  day,
  duration,
  emissionWords,
  flights,
  formatMoney,
  inconvenienceWords,
  operatorLines,
  route,
  sellerLines,
  similarWords,
  stops,
  times,
} from "./format.ts";
import { wrapped } from "./layout.ts";
import { partsWords, terminalLines } from "./offer-words.ts";
import { resultNotes } from "./result-notes.ts";

export interface ResultStyle extends TableStyle {
  /**
   * Every seller of each itinerary, not the cheapest alone, with base and taxes, and the terminals.
   */
  readonly allSellers: boolean;
}

/** @param itineraries with texts that are readable (TERM-1) */
export function itineraryTable(itineraries: readonly Itinerary[], style: ResultStyle): string {
  const { width, paint } = style;
  const below = itineraries.map((one) => detailLines(one, style));
  const lines = fittedTable(
    [
      { columns: [...rowColumns(itineraries, true), ...detailColumns(itineraries, style)] },
      { columns: rowColumns(itineraries, true), below },
      { columns: rowColumns(itineraries, false), below },
    ],
    itineraries.map((one, i) => [...rowTexts(one, i), ...(below[i] ?? [])]),
    style,
  );
  const notes = resultNotes(itineraries, style).flatMap((note) => wrapped(note, width));
  return [...lines, ...notes.map((note) => paint("dim", note))].join("\n");
}

/** The columns that every row has; `isWide`: with weekdays and the airports of stops. */
function rowColumns(itineraries: readonly Itinerary[], isWide: boolean): Column[] {
  const ofSlices = (text: (slice: OfferSlice) => string) =>
    itineraries.map(({ slices }) => slices.map(text));
  return [
    { head: "#", align: "right", cells: itineraries.map((_, i) => [String(i + 1)]) },
    { head: "price", align: "right", cells: itineraries.map((one) => [formatMoney(one.price)]) },
    { head: "date", cells: ofSlices((slice) => day(slice, isWide)) },
    { head: isWide ? "departure → arrival" : "times", cells: ofSlices(times) },
    {
      head: "duration",
      align: "right",
      cells: ofSlices((slice) => duration(slice.durationMinutes)),
    },
    {
      head: "stops",
      cells: ofSlices((slice) => (isWide ? stops(slice) : String(slice.segments.length - 1))),
    },
  ];
}

/** What stands beside a row where there is room. The airports are shown where they differ. */
function detailColumns(itineraries: readonly Itinerary[], style: ResultStyle): Column[] {
  const areSeveral = new Set(itineraries.map((one) => airports(one).join())).size > 1;
  return [
    ...(areSeveral ? [{ head: "airports", cells: itineraries.map(airports) }] : []),
    {
      head: "flights",
      cells: itineraries.map((one) => [...one.slices.map(flights), ...remarks(one, style)]),
    },
    { head: "sellers", cells: itineraries.map((one) => sold(one, style)) },
  ];
}

/** The same below a row. */
function detailLines(itinerary: Itinerary, style: ResultStyle): string[] {
  const { slices, nearby = [] } = itinerary;
  return [
    ...slices.map((slice) => `${flights(slice)}, ${route(slice)}`),
    ...nearby.map(({ airport, km }) => `${airport} ${km} km`),
    ...remarks(itinerary, style),
    ...sold(itinerary, style),
  ];
}

/** A row as text. */
function rowTexts(itinerary: Itinerary, i: number): string[] {
  return [
    `${i + 1}  ${formatMoney(itinerary.price)}`,
    ...itinerary.slices.map(
      (slice) =>
        `${day(slice, true)}  ${times(slice)}, ${duration(slice.durationMinutes)}, stops: ${stops(slice)}`,
    ),
  ];
}

function remarks(itinerary: Itinerary, { allSellers }: ResultStyle): string[] {
  return [
    ...(allSellers ? terminalLines(itinerary) : []),
    ...operatorLines(itinerary),
    ...cabinLines(itinerary),
    itinerary.differentAirports === true ? "back by another airport" : "",
    similarWords(itinerary),
    emissionWords(itinerary),
    inconvenienceWords(itinerary),
  ].filter((line) => line !== "");
}

function sold(itinerary: Itinerary, { allSellers }: ResultStyle): string[] {
  return allSellers ? sellerLines(itinerary, partsWords) : [cheapestSeller(itinerary)];
}

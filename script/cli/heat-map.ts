/**
 * A calendar drawn for a terminal. One way: a block a month, its weeks as rows from Monday to
 * Sunday. Return: the days as rows, the nights as columns. A colour says how a price compares with
 * the others, a sign how sure it is, so nothing depends on colours alone. Pure: colours and width
 * are handed in.
 *
 * HEATMAP-1 Each cell is drawn once, at its day and its nights, with its own sign; what is drawn is
 *    text without characters that control a terminal, beside those of `heat` and `paint`.
 * HEATMAP-2 A line of cells is not wider than a terminal of 60 columns or more, as long as prices
 *    have at most four characters in the shortest of their units.
 */
import type { CalendarCell, CellState } from "../../proto/calendar.ts";
import { cheapestOf, levelsOf } from "./calendar-view.ts";
import type { Paint } from "./format.ts";
import { PRICE_UNITS, type PriceUnit, priceIn } from "./price-units.ts";

/** The text on the colour of this level, 0 for the cheapest; or as it is, without colours. */
export type Heat = (level: number, text: string) => string;

export const HEAT_LEVELS = 5;

export interface HeatMapStyle {
  /** Columns of the terminal. */
  readonly width: number;
  readonly paint: Paint;
  readonly heat: Heat;
}

interface HeatMap {
  readonly lines: readonly string[];
  readonly unit: PriceUnit;
}

/** The signs before a price. */
export const SIGNS: Record<CellState, string> = {
  exact: "",
  "at-least": ">=",
  stale: "~",
  unanswered: "?",
};
export const NOTHING_SOLD = "–";
export const CHEAPEST = "*";

const WEEK = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS = [
  ...["January", "February", "March", "April", "May", "June", "July"],
  ...["August", "September", "October", "November", "December"],
];
const DAY_MS = 86_400_000;
/** Columns between two cells. */
const GAP = 1;
const WEEKDAY_WIDTH_MAX = 12;

/** A cell at its place. `dayMs`: the midnight of its departure day, UTC. */
interface PlacedCell {
  readonly cell: CalendarCell;
  readonly dayMs: number;
}

export function heatMap(cells: readonly CalendarCell[], style: HeatMapStyle): HeatMap {
  const placed = cells.flatMap((cell) => {
    const dayMs = dayOf(cell.departureDate);
    return dayMs === undefined ? [] : [{ cell, dayMs }];
  });
  placed.sort((a, b) => a.dayMs - b.dayMs || (a.cell.nights ?? 0) - (b.cell.nights ?? 0));
  const isReturn = placed.some(({ cell }) => cell.nights !== undefined);
  const drawing = new Drawing(cells, style);
  return isReturn ? nightsMap(placed, drawing, style) : monthsMap(placed, drawing, style);
}

/** `Wed 9 December 2026` */
export function dayText(date: string): string {
  const dayMs = dayOf(date);
  if (dayMs === undefined) return "an unknown day";
  const day = new Date(dayMs);
  return `${weekdayOf(dayMs)} ${day.getUTCDate()} ${MONTHS[day.getUTCMonth()]} ${day.getUTCFullYear()}`;
}

/** Undefined for what is no date: it has no place. */
function dayOf(date: string): number | undefined {
  const dayMs = /^\d{4}-\d\d-\d\d$/.test(date) ? Date.parse(`${date}T00:00Z`) : Number.NaN;
  return Number.isNaN(dayMs) ? undefined : dayMs;
}

/** 0 is Monday. */
function weekdayIndex(dayMs: number): number {
  return (new Date(dayMs).getUTCDay() + 6) % 7;
}

function weekdayOf(dayMs: number): string {
  return WEEK[weekdayIndex(dayMs)] as string;
}

/** Texts of cells, with their signs and colours. */
class Drawing {
  readonly #levels: ReadonlyMap<CalendarCell, number>;
  readonly #lowest: number | undefined;
  readonly #heat: Heat;

  constructor(cells: readonly CalendarCell[], { heat }: HeatMapStyle) {
    this.#levels = levelsOf(cells, HEAT_LEVELS);
    this.#lowest = cheapestOf(cells)?.price?.amount;
    this.#heat = heat;
  }

  /** `>=267.10`, without colours; its last column is that of the star. */
  text(cell: CalendarCell, unit: PriceUnit): string {
    const { state, price, atLeast } = cell;
    const sign = SIGNS[state] ?? SIGNS.unanswered;
    const mark = price !== null && price.amount === this.#lowest ? CHEAPEST : " ";
    if (state === "at-least" && atLeast !== undefined)
      return `${sign}${priceIn(unit, atLeast, true)}${mark}`;
    if (price !== null) return `${sign}${priceIn(unit, price)}${mark}`;
    return state === "unanswered" ? `${sign} ` : `${sign}${NOTHING_SOLD} `;
  }

  /** That text in so many columns, on the colour of its price. */
  painted(cell: CalendarCell, unit: PriceUnit, width: number): string {
    const text = this.text(cell, unit);
    const level = this.#levels.get(cell);
    const shown = level === undefined ? text : this.#heat(level, text);
    return " ".repeat(Math.max(0, width - text.length)) + shown;
  }

  widest(placed: readonly PlacedCell[], unit: PriceUnit): number {
    return Math.max(0, ...placed.map(({ cell }) => this.text(cell, unit).length));
  }
}

/** The first unit in which the cells take no more than this; else the last one. */
function unitWithin(placed: readonly PlacedCell[], drawing: Drawing, columns: number): PriceUnit {
  return (
    PRICE_UNITS.find((unit) => drawing.widest(placed, unit) <= columns) ??
    (PRICE_UNITS.at(-1) as PriceUnit)
  );
}

function monthsMap(
  placed: readonly PlacedCell[],
  drawing: Drawing,
  { width, paint }: HeatMapStyle,
): HeatMap {
  const column = Math.min(WEEKDAY_WIDTH_MAX, Math.floor(width / WEEK.length));
  const unit = unitWithin(placed, drawing, column - GAP);
  const columns = Math.max(column, drawing.widest(placed, unit) + GAP);
  const lines: string[] = [];
  for (const month of groups(placed, ({ cell }) => cell.departureDate.slice(0, 7))) {
    const first = new Date((month[0] as PlacedCell).dayMs);
    if (lines.length > 0) lines.push("");
    lines.push(paint("bold", `${MONTHS[first.getUTCMonth()]} ${first.getUTCFullYear()}`));
    lines.push(
      WEEK.map((day) => `${day} `.padStart(columns))
        .join("")
        .trimEnd(),
    );
    for (const week of groups(month, ({ dayMs }) => dayMs - weekdayIndex(dayMs) * DAY_MS)) {
      const at = (draw: (one: PlacedCell) => string) =>
        WEEK.map((_, weekday) => {
          const one = week.find(({ dayMs }) => weekdayIndex(dayMs) === weekday);
          return one === undefined ? " ".repeat(columns) : draw(one);
        })
          .join("")
          .trimEnd();
      const number = ({ dayMs }: PlacedCell) =>
        `${new Date(dayMs).getUTCDate()} `.padStart(columns);
      lines.push(paint("dim", at(number)));
      lines.push(at(({ cell }) => drawing.painted(cell, unit, columns)));
    }
  }
  return { lines, unit };
}

function nightsMap(
  placed: readonly PlacedCell[],
  drawing: Drawing,
  { width, paint }: HeatMapStyle,
): HeatMap {
  const nights = [...new Set(placed.map(({ cell }) => cell.nights ?? 0))].sort((a, b) => a - b);
  const days = groups(placed, ({ dayMs }) => dayMs);
  const label = ({ dayMs }: PlacedCell) => {
    const day = new Date(dayMs);
    const month = (MONTHS[day.getUTCMonth()] as string).slice(0, 3);
    return `${weekdayOf(dayMs)} ${String(day.getUTCDate()).padStart(2)} ${month}`;
  };
  const labels = "Mon 31 Dec".length;
  const room = Math.floor((width - labels) / nights.length) - GAP;
  const unit = unitWithin(placed, drawing, room);
  const columns = Math.max(2, drawing.widest(placed, unit)) + GAP;
  const perBlock = Math.max(1, Math.floor((width - labels) / columns));
  const lines: string[] = [];
  for (let from = 0; from < nights.length; from += perBlock) {
    const block = nights.slice(from, from + perBlock);
    if (lines.length > 0) lines.push("");
    const heads = block
      .map((count) => `${count} `.padStart(columns))
      .join("")
      .trimEnd();
    lines.push(paint("bold", `${"nights".padEnd(labels)}${heads}`));
    for (const day of days) {
      const cells = block.map((count) => {
        const one = day.find(({ cell }) => (cell.nights ?? 0) === count);
        return one === undefined ? " ".repeat(columns) : drawing.painted(one.cell, unit, columns);
      });
      lines.push(`${label(day[0] as PlacedCell)}${cells.join("")}`.trimEnd());
    }
  }
  return { lines, unit };
}

/** The cells with one value each, in order. */
function groups<Key>(
  placed: readonly PlacedCell[],
  keyOf: (one: PlacedCell) => Key,
): PlacedCell[][] {
  const found = new Map<Key, PlacedCell[]>();
  for (const one of placed) {
    const group = found.get(keyOf(one));
    if (group === undefined) found.set(keyOf(one), [one]);
    else group.push(one);
  }
  return [...found.values()];
}

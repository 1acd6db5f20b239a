/** The days of a month and what is known of their prices. Pure: no DOM and no clock. */
import type { CalendarCell } from "../../../../proto/calendar.ts";
import { count, listed } from "../../shared/format.js";

const DAY_MS = 86_400_000;

/**
 * The weeks of a month, from Monday to Sunday; null where a day is of another month.
 * @param month `YYYY-MM`
 */
export function weeksOf(month: string): (string | null)[][] {
  const first = Date.parse(`${month}-01T00:00Z`);
  if (Number.isNaN(first)) return [];
  const before = (new Date(first).getUTCDay() + 6) % 7;
  const weeks: (string | null)[][] = [];
  for (let at = first - before * DAY_MS; weeks.length === 0 || isIn(month, at); at += 7 * DAY_MS)
    weeks.push(
      Array.from({ length: 7 }, (_, i) => {
        const day = dateOf(at + i * DAY_MS);
        return day.startsWith(month) ? day : null;
      }),
    );
  return weeks;
}

const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);
const isIn = (month: string, ms: number) => dateOf(ms).startsWith(month);

/** @param month `YYYY-MM` */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number - 1 + months, 1)).toISOString().slice(0, 7);
}

/** So many days after a date; empty for a text that is none. */
export function dayAfter(date: string, days: number): string {
  const at = Date.parse(`${date}T00:00Z`);
  return Number.isNaN(at) ? "" : dateOf(at + days * DAY_MS);
}

/** Days from one date to another; NaN where one is none. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / DAY_MS);
}

/** Of each day the cell with the lowest price; one without a price where the day has none. */
export function lowestByDay(cells: Iterable<CalendarCell>): Map<string, CalendarCell> {
  const lowest = new Map<string, CalendarCell>();
  for (const cell of cells) {
    const known = lowest.get(cell.departureDate);
    if (known === undefined || amountOf(cell) < amountOf(known))
      lowest.set(cell.departureDate, cell);
  }
  return lowest;
}

function amountOf({ price }: CalendarCell): number {
  return price?.amount ?? Number.POSITIVE_INFINITY;
}

/** The lowest price of all days; infinite where none has one. */
export function lowestAmount(days: ReadonlyMap<string, CalendarCell>): number {
  return Math.min(...[...days.values()].map(amountOf));
}

/** The cells with those that have changed. Keyed by day and nights. */
export function withChanges(
  known: ReadonlyMap<string, CalendarCell>,
  changed: readonly CalendarCell[],
): ReadonlyMap<string, CalendarCell> {
  const next = new Map(known);
  for (const cell of changed) next.set(`${cell.departureDate} ${cell.nights ?? ""}`, cell);
  return next;
}

/**
 * What is not sure of a day: a price that may be lower, whether there is one, or a price of an
 * earlier calendar.
 */
type Doubt = "lower" | "unknown" | "earlier" | null;

function doubtOf({ state, price }: CalendarCell): Doubt {
  if (state === "stale") return "earlier";
  if (state === "exact") return null;
  return price === null ? "unknown" : "lower";
}

const DOUBT_MARKS: Readonly<Record<Exclude<Doubt, null>, string>> = {
  lower: "≤",
  unknown: "?",
  earlier: "~",
};

/** The mark before the price of a day, or in its place. */
export function markOf(cell: CalendarCell): string {
  const doubt = doubtOf(cell);
  return doubt === null ? "" : DOUBT_MARKS[doubt];
}

/** What stands for the price of a day that has none, after its mark. */
export function noPriceText(cell: CalendarCell): string {
  return doubtOf(cell) === "unknown" ? "" : "–";
}

/** The price of a day in words, for screen readers. @param priceText of one with a price */
export function spokenPrice(cell: CalendarCell, priceText: string): string {
  const doubt = doubtOf(cell);
  if (cell.price === null)
    return doubt === "unknown" ? `no price yet${without(cell.unanswered)}` : "no price";
  if (doubt === "lower") return `${priceText} or less${without(cell.unanswered)}`;
  if (doubt === "earlier") return `${priceText}, asked for ${minutesOf(cell.ageMs)} ago`;
  return priceText;
}

/** What the marks of these days mean, and whose answer is missing; empty: every price is exact. */
export function doubtsOf(days: ReadonlyMap<string, CalendarCell>): string {
  const cells = [...days.values()];
  const missing: string[] = [];
  const sentence = (doubt: Exclude<Doubt, null>, what: string): string[] => {
    const marked = cells.filter((cell) => doubtOf(cell) === doubt);
    if (marked.length === 0) return [];
    if (doubt !== "earlier") missing.push(...marked.flatMap(({ unanswered = [] }) => unanswered));
    return [`On ${count(marked.length, "day")} marked ${DOUBT_MARKS[doubt]} ${what}.`];
  };
  const sentences = [
    ...sentence("lower", "there may be a lower price"),
    ...sentence("unknown", "no price is known"),
    ...sentence("earlier", "it is of an earlier calendar"),
  ];
  // A bidder that has not answered may be the reason of two marks.
  const who = noAnswerFrom(missing);
  return [...sentences, ...(who === "" ? [] : [`There is ${who}.`])].join(" ");
}

/** One sign of a month: how it looks, how it is said, and what it means. */
interface LegendEntry {
  readonly kind: Exclude<Doubt, null> | "none" | "lowest" | "chosen" | "past";
  readonly sample: string;
  readonly spoken: string;
  readonly means: string;
}

const LEGEND: { readonly [K in LegendEntry["kind"]]: Omit<LegendEntry, "kind"> } = {
  lowest: { sample: "99", spoken: "A green, bold price", means: "the lowest of these days" },
  lower: {
    sample: DOUBT_MARKS.lower,
    spoken: "A price with the mark at most",
    means: "there may be a lower price: not every bidder has answered",
  },
  unknown: {
    sample: DOUBT_MARKS.unknown,
    spoken: "A question mark",
    means: "no price is known: not every bidder has answered",
  },
  earlier: {
    sample: DOUBT_MARKS.earlier,
    spoken: "A price with the mark about",
    means: "the price of an earlier calendar",
  },
  none: { sample: "–", spoken: "A dash", means: "nothing is sold on this day" },
  chosen: { sample: "15", spoken: "A filled day", means: "the day that is chosen" },
  past: { sample: "1", spoken: "A grey day", means: "cannot be chosen any more" },
};

/** What the signs of these days mean; those of prices only where they stand. */
export function legendOf(days: ReadonlyMap<string, CalendarCell>): LegendEntry[] {
  const shown = new Set<string>(["chosen", "past"]);
  if (Number.isFinite(lowestAmount(days))) shown.add("lowest");
  for (const cell of days.values()) {
    const doubt = doubtOf(cell);
    if (doubt !== null) shown.add(doubt);
    if (cell.price === null && doubt !== "unknown") shown.add("none");
  }
  return (Object.keys(LEGEND) as LegendEntry["kind"][])
    .filter((kind) => shown.has(kind))
    .map((kind) => ({ kind, ...LEGEND[kind] }));
}

function without(bidders: readonly string[] | undefined): string {
  const who = noAnswerFrom(bidders);
  return who === "" ? "" : `: ${who}`;
}

function noAnswerFrom(bidders: readonly string[] = []): string {
  const names = [...new Set(bidders)].sort();
  return names.length === 0 ? "" : `no answer from ${listed(names)}`;
}

function minutesOf(ageMs = 0): string {
  return count(Math.max(1, Math.round(ageMs / 60_000)), "minute");
}

/**
 * Searches that may find something where one has found nothing. Pure: no DOM.
 *
 * HELP-1 Each suggestion is the search that was asked with one thing changed, so that a reader
 *    knows what it takes.
 */
import type { CalendarCell } from "../../../../proto/calendar.ts";
import type { Money } from "../../../../proto/messages.ts";
import { calendarBody } from "../search/calendar-body.ts";
import { dayAfter } from "../search/price-days.ts";
import {
  ANY_TIME,
  FORM_LIMITS,
  PLAIN_FIELDS,
  type PlainField,
  type SearchFields,
} from "../state/search-fields.ts";
import { day } from "../ui/format.ts";

export interface Suggestion {
  readonly label: string;
  readonly fields: SearchFields;
  /** Null: not known before it is searched. */
  readonly price: Money | null;
}

const NEARBY_KM = 100;
/** Days before and after the one that was asked. */
const DAYS_AROUND = 3;
const DAYS_SHOWN = 5;
/** What a search demands beyond its ends, days and travellers. */
const LIMITS: readonly PlainField[] = [
  "carriersOnly",
  "carriersExcept",
  "viaOnly",
  "viaExcept",
  "maxLayover",
  "maxDuration",
  "maxPrice",
  "checkedBags",
  "cabinBags",
  "noOvernight",
  "changeable",
  "refundable",
];

/** The same search with less asked of its offers. */
export function wider(asked: SearchFields): Suggestion[] {
  const with_ = (label: string, changes: Partial<SearchFields>): Suggestion => ({
    label,
    fields: { ...asked, ...changes },
    price: null,
  });
  const { stopsMax } = FORM_LIMITS;
  const limits = LIMITS.filter((name) => asked[name] !== PLAIN_FIELDS[name]);
  const hasTimes = asked.slices.some(({ times }) => hasTime(times)) || hasTime(asked.returnTimes);
  return [
    ...(Number(asked.maxStops) < stopsMax
      ? [with_(`Allow up to ${stopsMax} stops`, { maxStops: String(stopsMax) })]
      : []),
    ...(Number(asked.nearbyKm) < NEARBY_KM
      ? [with_(`Look at airports within ${NEARBY_KM} km too`, { nearbyKm: String(NEARBY_KM) })]
      : []),
    ...(asked.selfTransfer === "true"
      ? []
      : [with_("Allow self-transfers: you check in again in between", { selfTransfer: "true" })]),
    ...(limits.length > 0
      ? [
          with_(
            "Drop the limits on airlines, prices, bags and conditions",
            Object.fromEntries(limits.map((name) => [name, PLAIN_FIELDS[name]])),
          ),
        ]
      : []),
    ...(hasTimes
      ? [
          with_("Travel at any time of the day", {
            slices: asked.slices.map((slice) => ({ ...slice, times: ANY_TIME })),
            returnTimes: ANY_TIME,
          }),
        ]
      : []),
  ];
}

function hasTime(times: SearchFields["returnTimes"]): boolean {
  return Object.values(times).some((text) => text !== "");
}

/** The calendar of the days around a search. Null: calendars have no trips of several cities. */
export function daysAround(asked: SearchFields): object | null {
  const date = asked.slices[0]?.departureDate ?? "";
  if (asked.trip === "multi-city" || !/^\d{4}-\d\d-\d\d$/.test(date)) return null;
  const { month: _, ...body } = calendarBody(asked, 0, "") as { month: string };
  const departureDates = { from: dayAfter(date, -DAYS_AROUND), to: dayAfter(date, DAYS_AROUND) };
  return { ...body, departureDates };
}

/** The days of a calendar on which something is sold, the cheapest of them, by date. */
export function otherDays(
  asked: SearchFields,
  cells: readonly CalendarCell[],
  locale?: string,
): Suggestion[] {
  const [out] = asked.slices;
  if (out === undefined) return [];
  const cheapest = new Map<string, CalendarCell>();
  for (const cell of [...cells].sort((a, b) => amountOf(a) - amountOf(b)))
    if (
      cell.price !== null &&
      cell.departureDate !== out.departureDate &&
      !cheapest.has(cell.departureDate)
    )
      cheapest.set(cell.departureDate, cell);
  return [...cheapest.values()]
    .slice(0, DAYS_SHOWN)
    .sort((a, b) => (a.departureDate < b.departureDate ? -1 : 1))
    .map(({ departureDate, returnDate, price }) => {
      const from = day(departureDate, locale);
      return {
        label: returnDate === undefined ? from : `${from} to ${day(returnDate, locale)}`,
        fields: {
          ...asked,
          slices: [{ ...out, departureDate }],
          ...(returnDate === undefined ? {} : { returnDate }),
        },
        price,
      };
    });
}

const amountOf = ({ price }: CalendarCell) => price?.amount ?? Number.POSITIVE_INFINITY;

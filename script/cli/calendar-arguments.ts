/**
 * The arguments of `scatter search … --calendar`, as a calendar. As for a search, what is
 * readable goes to the gateway unchanged, and the gateway names every other fault.
 */
import type { Command } from "commander";
import { stated } from "../../gateway/web/shared/request-fields.js";
import { type AskedPlace, askedPlace, type Remarks } from "./asked-places.ts";
import { endOf, nightsOf } from "./asked-terms.ts";
import { type LimitOptions, windowOf } from "./limit-options.ts";
import { type NearbyOptions, nearbyOf } from "./nearby-options.ts";

export interface CalendarOptions {
  readonly calendar?: boolean;
  readonly nights?: string;
}

/** Why an option of a search is none of a calendar. */
const NOT_OF_CALENDARS = {
  return: "a calendar with a way back has --nights: 7, or 5-7",
  stay: "a calendar has --nights: 7, or 5-7",
  flex: "a calendar has all its days: 2026-12-01..2026-12-20",
  returnFlex: "a calendar with a way back has --nights: 7, or 5-7",
  slice: "a calendar has one route, one way or with --nights",
  sort: "a calendar is of the lowest prices",
  maxResults: "a calendar has one price for each cell",
  similar: "a calendar has one price for each cell",
  explain: "it is of a search; search the day that you want explained",
  price: "the offers of a search are priced again; search the day that you want",
  details: "it is of a search; search the day that you want",
  sellers: "a calendar has one price for each cell",
} as const;

type SearchOnly = Partial<Record<keyof typeof NOT_OF_CALENDARS, unknown>>;

export function addCalendarOptions(command: Command): Command {
  return command
    .option("--calendar", "the lowest price of each day of a month, 2026-12, or of up to 31 days")
    .option("--nights <nights>", "of a calendar: with the way back after 7, or 5-7 nights");
}

/** The month or the days of a text; undefined for anything else. */
function daysOf(text: string): Record<string, unknown> | undefined {
  if (/^\d{4}-\d\d$/.test(text)) return { month: text };
  const [from = "", to = from, ...more] = text.split("..");
  return more.length > 0 || from === "" || to === "" ? undefined : { departureDates: { from, to } };
}

/** True for a date that only calendars have. */
export function isMonth(text: string | undefined): boolean {
  return text !== undefined && /^\d{4}-\d\d$/.test(text);
}

/** @param terms what it has in common with a search */
export function calendarOf(
  positional: readonly string[],
  options: CalendarOptions & LimitOptions & SearchOnly & NearbyOptions,
  terms: Readonly<Record<string, unknown>>,
  remarks: Remarks,
): { readonly calendar: Record<string, unknown>; readonly title: string } {
  const { faults } = remarks;
  const [origin = "", destination = "", dates = ""] = positional;
  const days = daysOf(dates);
  if (origin === "" || destination === "" || days === undefined)
    faults.push({
      path: "ORIGIN DESTINATION DATE",
      message:
        "a calendar needs all three, as in LHR JFK 2026-12, or LHR JFK 2026-12-05..2026-12-20",
    });
  for (const [option, why] of Object.entries(NOT_OF_CALENDARS))
    if (options[option as keyof SearchOnly] !== undefined)
      faults.push({ path: `--${kebab(option)}`, message: `is not for --calendar: ${why}` });
  const { depart, arrive, returnDepart, returnArrive, nights } = options;
  if (nights === undefined)
    for (const [path, text] of [
      ["--return-depart", returnDepart],
      ["--return-arrive", returnArrive],
    ] as const)
      if (text !== undefined)
        faults.push({ path, message: "is for the way back; add its nights: --nights 5-7" });
  const from = origin === "" ? undefined : askedPlace(origin, "ORIGIN", remarks);
  const to = destination === "" ? undefined : askedPlace(destination, "DESTINATION", remarks);
  const nearby = nearbyOf(options);
  const calendar = stated({
    origin: from && endOf(from, nearby.from?.text),
    destination: to && endOf(to, nearby.to?.text),
    ...days,
    stayNights: nightsOf(nights),
    departure: windowOf("--depart", depart, faults),
    arrival: windowOf("--arrive", arrive, faults),
    returnDeparture: windowOf("--return-depart", returnDepart, faults),
    returnArrival: windowOf("--return-arrive", returnArrive, faults),
    ...terms,
  }) as Record<string, unknown>;
  return { calendar, title: titleOf([from, to, ...(nights === undefined ? [] : [from])]) };
}

/** `LHR–JFK`, or `LHR–JFK–LHR` with a way back. */
function titleOf(places: readonly (AskedPlace | undefined)[]): string {
  return places.map((place) => place?.code ?? "").join("–");
}

function kebab(option: string): string {
  return option.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

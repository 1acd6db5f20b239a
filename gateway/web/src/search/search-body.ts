/**
 * Turns the fields of the form into a search. Pure: no DOM. What cannot be read goes to the gateway
 * unchanged, which names every fault at once.
 */
import { codeOfValue } from "../../shared/meant-place.js";
import { numberOrText, stated } from "../../shared/request-fields.js";
import type { SearchFields, TimeFields } from "../state/search-fields.ts";
import { minorDigits } from "../ui/format.ts";

type Json = Readonly<Record<string, unknown>>;

/** What is sent to the gateway. */
export interface SearchBody extends Json {
  readonly slices: readonly Json[];
}

/** The body of a search. */
export function searchBody(fields: SearchFields): SearchBody {
  return { slices: slicesOf(fields), ...stated({ ...termsOf(fields), ...limitsOf(fields) }) };
}

function slicesOf(fields: SearchFields): Json[] {
  const place = (value: string) => placeOf(value, fields.nearbyKm);
  const flexDays = fields.flexDays === "0" ? undefined : number(fields.flexDays);
  const sliceOf = (
    origin: string,
    destination: string,
    departureDate: string,
    times: TimeFields,
  ) => ({
    origin: place(origin),
    destination: place(destination),
    departureDate,
    ...stated({ flexDays, ...windowsOf(times) }),
  });
  const slices = fields.slices.map(({ origin, destination, departureDate, times }) =>
    sliceOf(origin, destination, departureDate, times),
  );
  const [first] = fields.slices;
  if (fields.trip === "return" && first !== undefined)
    slices.push(sliceOf(first.destination, first.origin, fields.returnDate, fields.returnTimes));
  return slices;
}

/** What a calendar has of a search too. */
export function termsOf(fields: SearchFields): Json {
  return {
    passengers: passengersOf(fields),
    cabin: fields.cabin || undefined,
    currency: fields.currency || undefined,
    sort: fields.sort || undefined,
    maxStops: number(fields.maxStops),
    selfTransfer: checked(fields.selfTransfer),
    similar: checked(fields.similar),
    policy: stated({ deadlineMs: number(fields.deadlineMs), quorum: number(fields.quorum) }),
  };
}

/** The limits of the whole search. */
export function limitsOf(fields: SearchFields): Json {
  return {
    carriers: choice(codes(fields.carriersOnly), codes(fields.carriersExcept)),
    via: choice(codes(fields.viaOnly), codes(fields.viaExcept)),
    maxLayoverMinutes: minutes(fields.maxLayover),
    maxDurationMinutes: minutes(fields.maxDuration),
    maxPrice: minorUnits(fields.maxPrice, fields.currency),
    bags: stated({ checked: number(fields.checkedBags), cabin: number(fields.cabinBags) }),
    overnightLayover: fields.noOvernight === "true" ? false : undefined,
    changeable: checked(fields.changeable),
    refundable: checked(fields.refundable),
  };
}

/** A code alone means the airport, where an airport and a city have the same one. */
export function placeOf(value: string, nearby: string): unknown {
  const place = codeOfValue(value);
  const nearbyKm = number(nearby);
  if (place === null) return value;
  if (!place.isCity && nearbyKm === undefined) return place.code;
  return { [place.isCity ? "city" : "airport"]: place.code, ...stated({ nearbyKm }) };
}

export function windowsOf({ departsFrom, departsTo, arrivesFrom, arrivesTo }: TimeFields): Json {
  return {
    departure: timeWindow(departsFrom, departsTo),
    arrival: timeWindow(arrivesFrom, arrivesTo),
  };
}

/** Where only one end is given, the other one is that of the day. */
function timeWindow(from: string, to: string) {
  return from === "" && to === "" ? undefined : { from: from || "00:00", to: to || "23:59" };
}

/** Younger than two: on a lap. */
const INFANT_AGE_MAX = 1;

/** Ages are sent only when each is known: the gateway needs all or none. */
function passengersOf({ adults, ages }: SearchFields): Json | undefined {
  const years = ages.map(Number);
  const infants = ages.filter((age, i) => age !== "" && (years[i] ?? 0) <= INFANT_AGE_MAX).length;
  const children = ages.length - infants;
  return stated({
    adults: number(adults),
    ...(ages.length === 0 ? {} : { children, infants }),
    ...(ages.length === 0 || ages.includes("") ? {} : { ages: years }),
  });
}

function number(text: string): number | string | undefined {
  return numberOrText(text.trim() || undefined);
}

/** The value of a checkbox: `true` when it is checked, else nothing. */
function checked(text: string) {
  return text === "true" ? true : text || undefined;
}

/** Hours, as minutes. */
function minutes(text: string): number | string | undefined {
  const hours = number(text);
  return typeof hours === "number" ? Math.round(hours * 60) : hours;
}

/** An amount in the major unit, as integer minor units (A9). It is computed on the digits. */
function minorUnits(text: string, currency: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === "") return undefined;
  const [, whole = "", decimals = ""] = /^(\d{1,12})(?:\.(\d+))?$/.exec(trimmed) ?? [];
  const digits = minorDigits(currency);
  if (whole === "" || decimals.length > digits) return trimmed;
  return Number(whole + decimals.padEnd(digits, "0"));
}

/** Codes in capitals, and alliances as they are written: `BA, oneworld`. */
function codes(text: string): string[] | undefined {
  const found = text.split(/[\s,;]+/).filter((one) => one !== "");
  if (found.length === 0) return undefined;
  return found.map((one) => (one.length > 3 ? one.toLowerCase() : one.toUpperCase()));
}

function choice(only: string[] | undefined, except: string[] | undefined) {
  return stated({ only, except });
}

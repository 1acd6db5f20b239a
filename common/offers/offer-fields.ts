/**
 * What the single fields of an offer may hold. Each check takes any value: a strategy's, a seller's
 * or a decoded one.
 *
 * Codes are read character by character: they are checked for every segment of every offer, on both
 * sides, and a regular expression takes three to five times as long.
 */
import { isFlightNumber as isFlightNumberAt } from "../../proto/itinerary.ts";
import { isReadable } from "../text/readable.ts";

/** A bidder sends shorter names than a gateway accepts. */
export const SELLER_CHARS_MAX = { sent: 64, accepted: 100 };
export const AIRCRAFT_CHARS_MAX = 8;
export const TERMINAL_CHARS_MAX = 8;
/** Two weeks: no slice of a journey, with all its stays, takes longer. */
export const MINUTES_MAX = 14 * 24 * 60;

export function isSellerName(value: unknown, charsMax: number): value is string {
  return isText(value, charsMax);
}

/** Minor units (A9). */
export function isAmount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** An ISO 4217 code by its form. */
export function isCurrencyCode(value: unknown): value is string {
  return typeof value === "string" && isThreeCapitals(value);
}

/** An IATA code by its form. */
export function isAirportCode(value: unknown): value is string {
  return typeof value === "string" && isThreeCapitals(value);
}

/**
 * `BA117` of the carrier `BA`: two or three capitals or digits, one to four digits, and perhaps one
 * more capital.
 */
export function isFlightNumber(value: unknown, carrier: string): value is string {
  return (
    typeof value === "string" &&
    beginsWith(value, carrier) &&
    isFlightNumberAt(value, 0, value.length)
  );
}

/** The duration of a flight or of a slice. */
export function isDuration(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= MINUTES_MAX;
}

/** Empty where it is not known. */
export function isAircraft(value: unknown): value is string {
  return value === "" || isText(value, AIRCRAFT_CHARS_MAX);
}

/** Left out where it is not known. The flight itself may have the number of another carrier. */
export function isOperatingCarrier(value: unknown): value is string | undefined {
  return value === undefined || (typeof value === "string" && /^[A-Z0-9]{2,3}$/.test(value));
}

/** Left out where it is not known. In IATA's messages it has two characters; sellers have more. */
export function isTerminal(value: unknown): value is string | undefined {
  return value === undefined || isText(value, TERMINAL_CHARS_MAX);
}

function isText(value: unknown, charsMax: number): value is string {
  return typeof value === "string" && value !== "" && value.length <= charsMax && isReadable(value);
}

function isThreeCapitals(text: string): boolean {
  return (
    text.length === 3 &&
    isCapital(text.charCodeAt(0)) &&
    isCapital(text.charCodeAt(1)) &&
    isCapital(text.charCodeAt(2))
  );
}

export function beginsWith(text: string, begin: string): boolean {
  for (let i = 0; i < begin.length; i++)
    if (text.charCodeAt(i) !== begin.charCodeAt(i)) return false;
  return true;
}

/** A to Z, by its character code. */
export function isCapital(code: number): boolean {
  return code >= 65 && code <= 90;
}

/** 0 to 9. */
function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

export function isCapitalOrDigit(code: number): boolean {
  return isCapital(code) || isDigit(code);
}

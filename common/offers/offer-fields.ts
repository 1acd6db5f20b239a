/**
 * What the single fields of an offer may hold. Each check takes any value: a strategy's, a seller's
 * or a decoded one.
 */
import { wallClockMinutes } from "../../proto/itinerary.ts";
import { isReadable } from "../text/readable.ts";

/** A bidder sends shorter names than a gateway accepts. */
export const SELLER_CHARS_MAX = { sent: 64, accepted: 100 };
const AIRCRAFT_CHARS_MAX = 8;
/** Two weeks: no slice of a journey, with all its stays, takes longer. */
export const MINUTES_MAX = 14 * 24 * 60;

const THREE_LETTERS = /^[A-Z]{3}$/;
const FLIGHT_NUMBER = /^[A-Z0-9]{2,3}\d{1,4}[A-Z]?$/;

export function isSellerName(value: unknown, charsMax: number): value is string {
  return isText(value, charsMax);
}

/** Minor units (A9). */
export function isAmount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

/** An ISO 4217 code by its form. */
export function isCurrencyCode(value: unknown): value is string {
  return typeof value === "string" && THREE_LETTERS.test(value);
}

/** An IATA code by its form. */
export function isAirportCode(value: unknown): value is string {
  return typeof value === "string" && THREE_LETTERS.test(value);
}

/** `BA117` of the carrier `BA`. */
export function isFlightNumber(value: unknown, carrier: string): value is string {
  return typeof value === "string" && FLIGHT_NUMBER.test(value) && value.startsWith(carrier);
}

/** `2026-12-01T08:30`, of a day that the calendar has. */
export function isLocalTime(value: unknown): value is string {
  return typeof value === "string" && !Number.isNaN(wallClockMinutes(value));
}

/** The duration of a flight or of a slice. */
export function isDuration(value: unknown): value is number {
  return Number.isInteger(value) && (value as number) > 0 && (value as number) <= MINUTES_MAX;
}

/** Empty where it is not known. */
export function isAircraft(value: unknown): value is string {
  return value === "" || isText(value, AIRCRAFT_CHARS_MAX);
}

export function isText(value: unknown, charsMax: number): value is string {
  return typeof value === "string" && value !== "" && value.length <= charsMax && isReadable(value);
}

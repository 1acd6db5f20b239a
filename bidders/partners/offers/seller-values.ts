/** Values as outside sellers write them, read exactly or not at all. The same for every adapter. */

import { minorDigits, parseAmount } from "../../../common/money/money.ts";
import { shortValue } from "../../../common/text/shortened.ts";
import { wallClockMinutes } from "../../../proto/itinerary.ts";
import { MINUTES_PER_DAY } from "../../../proto/local-time.ts";
import { CABINS, type Cabin, type Money, type Segment } from "../../../proto/messages.ts";

/**
 * `2026-12-15T08:30`; seconds, and a space for the T, are accepted too. Undefined for any other
 * text. A day that the calendar lacks is refused, not rolled over; a time with an offset or a Z is
 * not local to its airport, or not clearly so.
 */
export function sellerLocalTime(text: string): string | undefined {
  if (!/^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?$/.test(text)) return undefined;
  const time = text.slice(0, 16).replace(" ", "T");
  return wallClockMinutes(time) >= 0 ? time : undefined;
}

/** Minutes of one unit. */
const UNITS = { D: MINUTES_PER_DAY, H: 60, M: 1, S: 1 / 60 } as const;
const DURATION =
  /^P(?:\d+(?:[.,]\d+)?D)?(?:T(?=\d)(?:\d+(?:[.,]\d+)?H)?(?:\d+(?:[.,]\d+)?M)?(?:\d+(?:[.,]\d+)?S)?)?$/;
const DURATION_CHARS_MAX = 40;

/**
 * An ISO 8601 duration in days, hours, minutes and seconds (`PT7H35M`, `P1DT2H`, `PT455M`,
 * `PT27300S`, `PT7.5H`), rounded to whole minutes. Undefined for any other text, for less than half
 * a minute, and for weeks, months and years: no flight takes a week. As ISO 8601-1:2019 (5.5.2) has
 * it, only the last component may have a fraction.
 */
export function isoMinutes(text: string): number | undefined {
  if (text.length > DURATION_CHARS_MAX || !DURATION.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+)(?:[.,](\d+))?([DHMS])/g)];
  if (parts.slice(0, -1).some(([, , fraction]) => fraction !== undefined)) return undefined;
  const minutes = Math.round(
    parts.reduce(
      (sum, [, whole, fraction, unit]) =>
        sum + Number(`${whole}.${fraction ?? 0}`) * UNITS[unit as keyof typeof UNITS],
      0,
    ),
  );
  return minutes > 0 && Number.isSafeInteger(minutes) ? minutes : undefined;
}

/**
 * The flight number with its carrier: `0117`, `117` and `BA117` are one flight, and all sellers of
 * it must make the same itinerary key.
 */
export function flightNumber(carrier: string, number: string): string {
  const own =
    number.startsWith(carrier) && number.length > carrier.length
      ? number.slice(carrier.length).trim()
      : number;
  return carrier + own.replace(/^0+(?=\d)/, "");
}

const TERMINAL = /^[\w-]{1,8}$/;

/** The terminals of a flight, each as far as it is a short name. */
export function terminals(
  origin: unknown,
  destination: unknown,
): Pick<Segment, "originTerminal" | "destinationTerminal"> {
  const isName = (value: unknown): value is string =>
    typeof value === "string" && TERMINAL.test(value);
  return {
    ...(isName(origin) ? { originTerminal: origin } : {}),
    ...(isName(destination) ? { destinationTerminal: destination } : {}),
  };
}

/**
 * The carrier that flies, where it is stated as an IATA code and is not that of the flight number.
 */
export function operatingCarrier(
  stated: unknown,
  carrier: string,
): Pick<Segment, "operatingCarrier"> {
  return typeof stated === "string" && /^[A-Z0-9]{2}$/.test(stated) && stated !== carrier
    ? { operatingCarrier: stated }
    : {};
}

/**
 * The cabin of a flight, of what is stated for its travellers: the lowest, which one of them flies
 * in. Left out where none is stated, or where it is the one that was asked for.
 */
export function segmentCabin(
  stated: readonly (Cabin | null | undefined)[],
  asked: Cabin,
): Pick<Segment, "cabin"> {
  const cabin = CABINS.find((one) => stated.includes(one));
  return cabin === undefined || cabin === asked ? {} : { cabin };
}

/**
 * An amount of money (A9), or what is wrong with it. `minor` counts the currency's smallest coins
 * by ISO 4217, as a whole number; `major` is a decimal string. A JSON number with a fraction is
 * neither: 0.1 + 0.2 is not 0.3 there, and the seller may have added such numbers.
 */
export function sellerMoney(
  amount: unknown,
  unit: "minor" | "major",
  currency: unknown,
): Money | string {
  if (typeof currency !== "string" || minorDigits(currency) === undefined)
    return `is priced in '${short(currency)}', no currency of ISO 4217`;
  if (typeof amount === "number" && unit === "major")
    return `costs ${short(amount)}, a JSON number: a decimal string ("${short(amount)}") is an exact amount`;
  if (typeof amount === "number" && !Number.isSafeInteger(amount))
    return `costs ${short(amount)}, no whole number of minor units`;
  const read =
    typeof amount === "number"
      ? { amount, currency }
      : typeof amount !== "string"
        ? undefined
        : unit === "major"
          ? parseAmount(amount, currency)
          : /^\d{1,15}$/.test(amount)
            ? { amount: Number(amount), currency }
            : undefined;
  return read === undefined || read.amount < 0
    ? `costs '${short(amount)}', no amount of ${currency}`
    : read;
}

/** An outside seller's value, short enough for a log or a reason. */
export function short(value: unknown): string {
  return shortValue(value, 40).replace(/\p{C}/gu, "?");
}

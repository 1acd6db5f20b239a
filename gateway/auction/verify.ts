/**
 * The lazy check of winners: does an offer's body say what its columns said, and is it what the
 * traveller asked for?
 */

import { saleFault } from "../../common/offers/fares.ts";
import { isReadable } from "../../common/text/readable.ts";
import { shortValue } from "../../common/text/shortened.ts";
import { decodeOffer } from "../../proto/codec/index.ts";
import { AuctionError } from "../../proto/errors.ts";
import {
  connections,
  itineraryKey,
  travelMinutes,
  wallClockMinutes,
} from "../../proto/itinerary.ts";
import type { FlightOffer, OfferSlice, SearchSlice, Segment, Sheet } from "../../proto/messages.ts";
import { faresIn } from "./fares.ts";
import { type ExpiryRules, implausibility, tooLongHeld } from "./plausible.ts";
import type { RankingRules } from "./ranking-rules.ts";

/** The offer in a row of a bidder's sheet, or why it must not be sold now. */
export function openOffer(
  sheet: Sheet,
  row: number,
  rules: RankingRules,
  bidder = "",
): FlightOffer | string {
  const offer = checkOffer(sheet, row, rules, bidder);
  return typeof offer === "string" ? offer : (expiryFault(offer, rules) ?? offer);
}

/** What is wrong at this time with an offer that is right apart from its expiry. */
export function expiryFault(offer: FlightOffer, rules: ExpiryRules): string | undefined {
  if (offer.expiresAtMs <= rules.wallMs)
    return `an offer of ${quoted(offer.seller)} that has already expired`;
  return tooLongHeld(offer, rules);
}

/**
 * The offer in a row of a bidder's sheet, or why it must not be sold, whatever the time: its expiry
 * is not looked at.
 */
export function checkOffer(
  sheet: Sheet,
  row: number,
  rules: RankingRules,
  bidder = "",
): FlightOffer | string {
  let offer: FlightOffer;
  try {
    offer = decodeOffer(sheet.body[row] as Uint8Array);
  } catch (thrown) {
    return AuctionError.from(thrown, "bid-malformed").message;
  }
  return (
    columnLie(sheet, row, offer) ??
    misfit(offer, rules) ??
    implausibility(offer, rules, bidder) ??
    offer
  );
}

/** What a bidder wrote, short enough to repeat (A6). */
function quoted(value: string | number | undefined): string {
  return shortValue(value, 80);
}

/** The first column that is not what the body says. */
function columnLie(sheet: Sheet, row: number, offer: FlightOffer): string | undefined {
  const said: Record<string, [column: string | number | undefined, body: string | number]> = {
    price: [sheet.price[row], offer.price.amount],
    currency: [sheet.currencies[sheet.currency[row] as number], offer.price.currency],
    seller: [sheet.sellers[sheet.seller[row] as number], offer.seller],
    duration: [sheet.durationMinutes[row], travelMinutes(offer.slices)],
    departure: [
      sheet.departure[row],
      wallClockMinutes(offer.slices[0]?.segments[0]?.departure ?? ""),
    ],
    stops: [sheet.stops[row], connections(offer.slices)],
    itinerary: [sheet.itinerary[row], itineraryKey(offer.slices)],
  };
  for (const [column, [listed, body]] of Object.entries(said)) {
    if (listed !== body)
      return `an offer listed with ${column} ${quoted(listed)} has ${quoted(body)} in its body`;
  }
  return undefined;
}

function isName(text: string): boolean {
  return text.length >= 1 && text.length <= 100 && isReadable(text);
}

/** Why an honest offer is still not an answer to this search. */
function misfit(offer: FlightOffer, rules: RankingRules): string | undefined {
  const { search, elapsed, rates } = rules;
  if (!isName(offer.seller))
    return "an offer whose seller has no readable name of 1-100 characters";
  const whose = `an offer of ${quoted(offer.seller)}`;
  if (offer.slices.length !== search.slices.length)
    return `${whose} of ${offer.slices.length} slices for a search of ${search.slices.length}`;
  for (const [i, slice] of offer.slices.entries()) {
    const wrong = sliceMisfit(slice, search.slices[i] as SearchSlice, rules);
    if (wrong !== undefined) return `slice ${i + 1} of ${whose} ${wrong}`;
    const before = offer.slices[i - 1]?.segments.at(-1);
    const after = slice.segments[0] as Segment;
    if (
      before !== undefined &&
      !elapsed(before.destination, before.arrival, after.origin, after.departure).some(
        (minutes) => minutes >= 0,
      )
    ) {
      return `slice ${i + 1} of ${whose} leaves ${after.origin} at ${after.departure}, before the slice before it has landed`;
    }
  }
  const sale = saleFault(offer);
  if (sale !== undefined) return `${whose}: ${sale}`;
  if (offer.selfTransfers.length > 0 && !search.selfTransfer) {
    return `${whose} with a self-transfer at ${offer.selfTransfers.join(", ")}, which was not asked for`;
  }
  if (faresIn(search.currency, offer.fares, rates) === undefined)
    return `${whose} with a fare that has no price in ${search.currency}`;
  return undefined;
}

function sliceMisfit(
  slice: OfferSlice,
  asked: SearchSlice,
  { search, elapsed }: RankingRules,
): string | undefined {
  const { segments } = slice;
  const malformed = segments.map(segmentFault).find((fault) => fault !== undefined);
  if (malformed !== undefined) return malformed;
  const [first, last] = [segments[0] as Segment, segments.at(-1) as Segment];
  if (first.origin !== asked.origin || last.destination !== asked.destination) {
    return `goes ${first.origin}-${last.destination}, not ${asked.origin}-${asked.destination}`;
  }
  if (first.departure.slice(0, 10) !== asked.departureDate)
    return `leaves on ${first.departure.slice(0, 10)}, not ${asked.departureDate}`;
  if (segments.length - 1 > search.maxStops)
    return `has ${segments.length - 1} stops; at most ${search.maxStops} were asked for`;
  for (const [i, segment] of segments.entries()) {
    const next = segments[i + 1];
    if (next !== undefined && next.origin !== segment.destination)
      return `changes from ${segment.destination} to ${next.origin} on the ground`;
    if (next !== undefined && !follows(segment, next, elapsed)) {
      return `leaves ${segment.destination} at ${next.departure}, before it has arrived at ${segment.arrival}`;
    }
    const wrong = minutesFault(
      segment.durationMinutes,
      elapsed(segment.origin, segment.departure, segment.destination, segment.arrival),
    );
    if (wrong !== undefined) return `has ${segment.flightNumber} ${wrong}`;
  }
  const wrong = minutesFault(
    slice.durationMinutes,
    elapsed(first.origin, first.departure, last.destination, last.arrival),
  );
  return wrong === undefined ? undefined : `lasts ${wrong}`;
}

/**
 * By the airport's clock; in the hour that is told twice a connection may seem to leave before it
 * has arrived.
 */
function follows(segment: Segment, next: Segment, elapsed: RankingRules["elapsed"]): boolean {
  if (wallClockMinutes(next.departure) > wallClockMinutes(segment.arrival)) return true;
  return elapsed(segment.destination, segment.arrival, next.origin, next.departure).some(
    (minutes) => minutes > 0,
  );
}

/** Sellers round, and take the odd time-zone table from elsewhere: so much is no lie. */
const MINUTES_APART_MAX = 5;

function minutesFault(said: number, real: readonly number[]): string | undefined {
  if (real.length === 0) return "between airports that nobody knows";
  const isTrue = (minutes: number) => minutes > 0 && Math.abs(said - minutes) <= MINUTES_APART_MAX;
  return real.some(isTrue)
    ? undefined
    : `for ${said} minutes; by the clocks of its airports it is ${real.join(" or ")}`;
}

const AIRPORT = /^[A-Z]{3}$/;
const FLIGHT_NUMBER = /^[A-Z0-9]{2,3}\d{1,4}[A-Z]?$/;

function segmentFault(segment: Segment): string | undefined {
  const { carrier, flightNumber, origin, destination, departure, arrival, aircraft } = segment;
  if (!AIRPORT.test(origin) || !AIRPORT.test(destination))
    return `goes from '${quoted(origin)}' to '${quoted(destination)}'`;
  if (!FLIGHT_NUMBER.test(flightNumber) || !flightNumber.startsWith(carrier)) {
    return `has a flight '${quoted(flightNumber)}' of the carrier '${quoted(carrier)}'`;
  }
  if (Number.isNaN(wallClockMinutes(departure)) || Number.isNaN(wallClockMinutes(arrival))) {
    return `has no readable times: ${quoted(departure)} - ${quoted(arrival)}`;
  }
  return aircraft === "" || (aircraft.length <= 8 && isName(aircraft))
    ? undefined
    : `has the aircraft '${quoted(aircraft)}'`;
}

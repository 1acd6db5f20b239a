/** The lazy check of winners: does an offer's body say what its columns said, and is it what the traveller asked for? */
import { decodeOffer } from "../../proto/codec.ts";
import { AuctionError } from "../../proto/errors.ts";
import { connections, itineraryKey, travelMinutes, wallClockMinutes } from "../../proto/itinerary.ts";
import type { FlightOffer, FlightSearch, OfferSlice, SearchSlice, Sheet } from "../../proto/messages.ts";

const SELLER_LENGTH_MAX = 100;

/** The offer in a row of a sheet, or why it must not be sold. `wallMs` is now, in epoch milliseconds. */
export function openOffer(sheet: Sheet, row: number, search: FlightSearch, wallMs: number): FlightOffer | string {
  let offer: FlightOffer;
  try {
    offer = decodeOffer(sheet.body[row] as Uint8Array);
  } catch (thrown) {
    return AuctionError.from(thrown, "bid-malformed").message;
  }
  return columnLie(sheet, row, offer) ?? misfit(offer, search, wallMs) ?? offer;
}

/** The first column that is not what the body says. */
function columnLie(sheet: Sheet, row: number, offer: FlightOffer): string | undefined {
  const said: Record<string, [column: string | number | undefined, body: string | number]> = {
    price: [sheet.price[row], offer.price.amount],
    currency: [sheet.currencies[sheet.currency[row] as number], offer.price.currency],
    seller: [sheet.sellers[sheet.seller[row] as number], offer.seller],
    duration: [sheet.durationMinutes[row], travelMinutes(offer.slices)],
    departure: [sheet.departure[row], wallClockMinutes(offer.slices[0]?.segments[0]?.departure ?? "")],
    stops: [sheet.stops[row], connections(offer.slices)],
    itinerary: [sheet.itinerary[row], itineraryKey(offer.slices)],
  };
  for (const [column, [listed, body]] of Object.entries(said)) {
    if (listed !== body) return `an offer listed with ${column} ${listed} has ${body} in its body`;
  }
  return undefined;
}

/** Why an honest offer is still not an answer to this search. */
function misfit(offer: FlightOffer, search: FlightSearch, wallMs: number): string | undefined {
  if (offer.seller === "" || offer.seller.length > SELLER_LENGTH_MAX) return "an offer without a seller's name of 1-100 characters";
  if (offer.expiresAtMs <= wallMs) return `an offer of ${offer.seller} that has already expired`;
  if (offer.slices.length !== search.slices.length) {
    return `an offer of ${offer.slices.length} slices for a search of ${search.slices.length}`;
  }
  for (const [i, slice] of offer.slices.entries()) {
    const wrong = sliceMisfit(slice, search.slices[i] as SearchSlice, search.maxStops);
    if (wrong !== undefined) return `slice ${i + 1} of an offer of ${offer.seller} ${wrong}`;
  }
  return undefined;
}

function sliceMisfit(slice: OfferSlice, asked: SearchSlice, maxStops: number): string | undefined {
  const { segments } = slice;
  const [first, last] = [segments[0], segments.at(-1)];
  if (first?.origin !== asked.origin || last?.destination !== asked.destination) {
    return `goes ${first?.origin}-${last?.destination}, not ${asked.origin}-${asked.destination}`;
  }
  if (first.departure.slice(0, 10) !== asked.departureDate) return `leaves on ${first.departure.slice(0, 10)}, not ${asked.departureDate}`;
  if (segments.length - 1 > maxStops) return `has ${segments.length - 1} stops; at most ${maxStops} were asked for`;
  for (const [i, segment] of segments.entries()) {
    const next = segments[i + 1];
    if (next !== undefined && next.origin !== segment.destination)
      return `changes from ${segment.destination} to ${next.origin} on the ground`;
    if (Number.isNaN(wallClockMinutes(segment.departure)) || Number.isNaN(wallClockMinutes(segment.arrival))) {
      return `has no readable times: ${segment.departure} - ${segment.arrival}`;
    }
    if (next !== undefined && wallClockMinutes(next.departure) <= wallClockMinutes(segment.arrival)) {
      return `leaves ${segment.destination} at ${next.departure}, before it has arrived at ${segment.arrival}`;
    }
  }
  return undefined;
}

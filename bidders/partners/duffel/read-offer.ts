/** One offer of Duffel in our own shape. */
import { parseAmount } from "../../../common/money/money.ts";
import type { Cabin, FlightOffer, Money, Segment } from "../../../proto/messages.ts";
import type { PageContext } from "../adapter.ts";
import {
  bookingClasses,
  type FareTerms,
  fareCondition,
  fareName,
  leastBags,
  statedParts,
  withFare,
} from "../offers/fares.ts";
import { sliceMinutes } from "../offers/flown-spans.ts";
import { handOffOf } from "../offers/hand-off.ts";
import { cabinRefusal, expiryOf, offerRefusal } from "../offers/offer-refusal.ts";
import {
  flightNumber,
  operatingCarrier,
  segmentCabin,
  terminals,
} from "../offers/seller-values.ts";
import { printable } from "../printable.ts";
import type { DuffelOffer, DuffelSegment } from "./schema.ts";

/** An offer in our shape, or why it is not sold. */
export function readOffer(offer: DuffelOffer, reading: PageContext): FlightOffer | string {
  const { search } = reading;
  const price = parseAmount(offer.total_amount, offer.total_currency);
  if (price === undefined)
    return `costs '${printable(offer.total_amount)}', no amount of ${offer.total_currency}`;
  if (price.amount === 0) return "costs nothing";
  if (offer.partial === true) return "is for a part of the journey only";
  const travellers =
    search.passengers.adults + search.passengers.children + search.passengers.infants;
  if (offer.passengers != null && offer.passengers.length !== travellers) {
    return `is for ${offer.passengers.length} travellers, ${travellers} were asked for`;
  }
  const cabins = offer.slices.flatMap((s) =>
    s.segments.flatMap((g) => g.passengers?.map((p) => p.cabin_class) ?? []),
  );
  const below = cabinRefusal(cabins, search.cabin);
  if (below !== undefined) return below;
  const slices = readSlices(offer, search.cabin);
  if (typeof slices === "string") return slices;
  const read = withFare(
    {
      seller: offer.owner.name,
      price,
      expiresAtMs: expiryOf(Date.parse(offer.expires_at), reading.nowMs),
      modelled: !offer.live_mode,
      slices,
    },
    { ...termsOf(offer, price), ...handOffOf(offer.id, slices, reading) },
  );
  return offerRefusal(read, reading) ?? read;
}

/** What the fare states beside its price. Every part of it may be missing; the rest is kept. */
function termsOf(offer: DuffelOffer, price: Money): FareTerms {
  const segments = offer.slices.flatMap((slice) => slice.segments);
  const infants = new Set(
    (offer.passengers ?? [])
      .filter((p) => p?.type === "infant_without_seat" || (p?.age ?? 99) < 2)
      .map((p) => p?.id),
  );
  const seats = segments.map((s) =>
    (s.passengers ?? []).filter((p) => p.passenger_id == null || !infants.has(p.passenger_id)),
  );
  const bags = (type: string) =>
    leastBags(
      seats.flatMap((travellers): (number | null)[] =>
        travellers.length === 0
          ? [null]
          : travellers.map(
              ({ baggages }) =>
                baggages
                  ?.filter((bag) => bag.type === type)
                  .reduce((sum, bag) => sum + bag.quantity, 0) ?? null,
            ),
      ),
    );
  const { change_before_departure: change, refund_before_departure: refund } =
    offer.conditions ?? {};
  return {
    name: fareName(
      [...new Set(offer.slices.map((slice) => slice.fare_brand_name ?? ""))]
        .filter((name) => name !== "")
        .join(" / "),
    ),
    // Duffel does not name booking classes; by the airlines' convention a fare basis code begins
    // with its own.
    bookingClass: bookingClasses(seats.map(([first]) => first?.fare_basis_code?.charAt(0) ?? null)),
    cabinBags: bags("carry_on"),
    checkedBags: bags("checked"),
    change:
      change == null
        ? null
        : fareCondition(
            change.allowed,
            change.penalty_amount ?? null,
            change.penalty_currency ?? null,
          ),
    refund:
      refund == null
        ? null
        : fareCondition(
            refund.allowed,
            refund.penalty_amount ?? null,
            refund.penalty_currency ?? null,
          ),
    ...statedParts(
      price,
      parsedAmount(offer.base_amount, offer.base_currency),
      parsedAmount(offer.tax_amount, offer.tax_currency),
    ),
  };
}

function parsedAmount(
  amount: string | null | undefined,
  currency: string | null | undefined,
): Money | undefined {
  return amount == null || currency == null ? undefined : parseAmount(amount, currency);
}

function readSlices(offer: DuffelOffer, asked: Cabin): FlightOffer["slices"] | string {
  const slices = [];
  for (const slice of offer.slices) {
    const segments: Segment[] = [];
    for (const s of slice.segments) {
      // Duffel leaves out a flight's duration where the airline does; a slice of one flight still
      // states it.
      const minutes = s.duration ?? (slice.segments.length === 1 ? slice.duration : null);
      const segment = readSegment(s, minutes ?? Number.NaN, asked);
      if (minutes == null) return `does not say how long ${segment.flightNumber} takes`;
      segments.push(segment);
    }
    slices.push({ durationMinutes: sliceMinutes(segments), segments });
  }
  return slices;
}

function readSegment(s: DuffelSegment, durationMinutes: number, asked: Cabin): Segment {
  const carrier = s.marketing_carrier.iata_code;
  return {
    carrier,
    flightNumber: flightNumber(carrier, s.marketing_carrier_flight_number),
    origin: s.origin.iata_code,
    destination: s.destination.iata_code,
    departure: s.departing_at,
    arrival: s.arriving_at,
    durationMinutes,
    aircraft: s.aircraft?.iata_code ?? "",
    ...operatingCarrier(s.operating_carrier?.iata_code, carrier),
    ...terminals(s.origin_terminal, s.destination_terminal),
    ...segmentCabin(s.passengers?.map((p) => p.cabin_class) ?? [], asked),
  };
}

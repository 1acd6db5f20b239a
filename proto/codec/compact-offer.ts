/**
 * The body of a row that does not repeat what the columns of the row say: its fields, put together
 * with the itinerary key. This is the way that knows every rule and says what is wrong;
 * `compact-reader.ts` is the fast one, for what usually comes.
 */
import type { auction, flights } from "../generated/messages.js";
import { KeyReader } from "../itinerary-key.ts";
import { isWallClock, wallClockMinutes, wallClockText } from "../local-time.ts";
import type { FlightOffer, Segment } from "../messages.ts";
import { flightOffer } from "../schema/offer.ts";
import { fromWire } from "./generic.ts";
import { fail } from "./guard.ts";
import { type RowColumns, short } from "./row-columns.ts";

/** @throws AuctionError `bid-malformed` */
export function completedOffer(
  m: auction.CompactOffer.$Properties,
  columns: RowColumns,
): FlightOffer {
  const price = { amount: columns.price, currency: columns.currency };
  const whole = {
    seller: m.seller ?? columns.seller,
    price: m.price ?? price,
    expiresAt: m.expiresAt ?? 0,
    modelled: m.modelled ?? false,
    slices: completedSlices(m, columns.itinerary),
    fares: (m.fares ?? []).map((fare) => completedFare(fare, price)),
    selfTransfers: m.selfTransfers ?? [],
    similar: m.similar ?? 0,
  };
  return fromWire(flightOffer, whole, "bid-malformed");
}

function completedFare(
  fare: flights.Fare.$Properties,
  price: { amount: number; currency: string },
): flights.Fare.$Properties {
  const inCurrency = (money: flights.Money.$Properties) => ({
    amount: money.amount ?? 0,
    currency: money.currency || price.currency,
  });
  const condition = (stated: flights.Condition.$Properties | null | undefined) =>
    stated == null
      ? null
      : {
          allowed: stated.allowed ?? false,
          fee: stated.fee == null ? null : inCurrency(stated.fee),
        };
  return {
    brand: fare.brand ?? 0,
    name: fare.name ?? "",
    price: fare.price == null ? price : inCurrency(fare.price),
    bookingClass: fare.bookingClass ?? "",
    cabinBags: fare.cabinBags ?? null,
    checkedBags: fare.checkedBags ?? null,
    change: condition(fare.change),
    refund: condition(fare.refund),
    ...(fare.link == null ? {} : { link: fare.link }),
    ...(fare.reference == null
      ? {}
      : { reference: { partner: fare.reference.partner ?? "", id: fare.reference.id ?? "" } }),
    base: fare.base == null ? null : inCurrency(fare.base),
    taxes: fare.taxes == null ? null : inCurrency(fare.taxes),
    perTraveller: fare.perTraveller ?? null,
  } as flights.Fare.$Properties;
}

const reader = new KeyReader();

/** A segment in the form of the generated code: with the number of its cabin, 0 for none. */
interface WireSegment extends Omit<Segment, "cabin"> {
  readonly cabin: number;
}

interface WireSlice {
  readonly durationMinutes: number;
  readonly segments: readonly WireSegment[];
}

function completedSlices(m: auction.CompactOffer.$Properties, key: string): WireSlice[] {
  const { flightMinutes, clockMinutes, aircraft, carriers, terminals, cabins } = lists(m);
  const slices: { segments: WireSegment[] }[] = [];
  let segments: WireSegment[] = [];
  let count = 0;
  reader.start(key);
  do {
    if (!reader.next()) fail("bid-malformed", `an offer under '${short(key)}', which is not a key`);
    const { flightNumber, origin, destination, departure } = reader;
    const arrival = departure + (clockMinutes[count] ?? 0);
    if (!isWallClock(arrival))
      fail("bid-malformed", `an offer with ${clockMinutes[count]} as clock_minutes`);
    segments.push({
      carrier: carriers.length === 0 ? reader.carrier : (carriers[count] ?? ""),
      flightNumber,
      origin,
      destination,
      departure: wallClockText(departure),
      arrival: wallClockText(arrival),
      durationMinutes: flightMinutes[count] ?? 0,
      aircraft: aircraft[count] ?? "",
      ...(terminals[2 * count] ? { originTerminal: terminals[2 * count] } : {}),
      ...(terminals[2 * count + 1] ? { destinationTerminal: terminals[2 * count + 1] } : {}),
      cabin: cabins[count] ?? 0,
    });
    count++;
    if (reader.endsSlice) {
      slices.push({ segments });
      segments = [];
    }
  } while (!reader.ended);
  checkLengths(m, count, slices.length);
  return slices.map(({ segments }, i) => {
    const durationMinutes = m.sliceMinutes?.[i] ?? sliceMinutesByClock(segments);
    return durationMinutes >= 0
      ? { durationMinutes, segments }
      : fail("bid-malformed", `an offer with a slice of ${durationMinutes} minutes`);
  });
}

/**
 * What a slice takes when nothing else is stated: its flights, and by the clock what is between.
 */
function sliceMinutesByClock(
  segments: readonly Pick<Segment, "departure" | "arrival" | "durationMinutes">[],
): number {
  let minutes = 0;
  for (let i = 0; i < segments.length; i++) {
    const { departure, durationMinutes } = segments[i] as WireSegment;
    minutes += durationMinutes;
    const before = segments[i - 1];
    if (before !== undefined)
      minutes += wallClockMinutes(departure) - wallClockMinutes(before.arrival);
  }
  return minutes;
}

const lists = (m: auction.CompactOffer.$Properties) => ({
  flightMinutes: m.flightMinutes ?? [],
  clockMinutes: m.clockMinutes ?? [],
  aircraft: m.aircraft ?? [],
  carriers: m.carriers ?? [],
  terminals: m.terminals ?? [],
  cabins: m.cabins ?? [],
  sliceMinutes: m.sliceMinutes ?? [],
});

function checkLengths(m: auction.CompactOffer.$Properties, segments: number, slices: number): void {
  const { flightMinutes, clockMinutes, aircraft, carriers, terminals, cabins, sliceMinutes } =
    lists(m);
  for (const [name, list, right] of [
    ["flight_minutes", flightMinutes, [segments]],
    ["clock_minutes", clockMinutes, [segments]],
    ["aircraft", aircraft, [0, segments]],
    ["carriers", carriers, [0, segments]],
    ["terminals", terminals, [0, 2 * segments]],
    ["cabins", cabins, [0, segments]],
    ["slice_minutes", sliceMinutes, [0, slices]],
  ] as const) {
    if (!(right as readonly number[]).includes(list.length))
      fail(
        "bid-malformed",
        `an offer without slices of its own has ${list.length} ${name}; ${right.join(" or ")} are right for its key`,
      );
  }
}

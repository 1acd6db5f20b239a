/**
 * Does an offer keep the limits of its search? One set of rules for the gateway, which leaves out
 * what a bidder does not filter itself, and for the kit, which filters what a strategy yields. An
 * offer that breaks a limit is left out, and is no fault of its bidder: an old bidder knows no
 * limits. Pure.
 *
 * WITHIN-1 A slice departs within its departure window, by the clock of its origin, and arrives
 *    within its arrival window, by the clock of its destination. Both ends of a window count.
 * WITHIN-2 Every flight is of a carrier that is allowed. The operating carrier, where it counts
 *    and is not stated, is that of the flight number.
 * WITHIN-3 Flights are changed at allowed airports only. A slice without a connection keeps it.
 * WITHIN-4 No connection is longer than allowed, by the clock of its airport; none lasts from one
 *    day to another where that is not wanted.
 * WITHIN-5 The price is at most the highest one, and no slice takes longer than allowed.
 * WITHIN-6 The fare that the price is for, the first, includes the bags, and may be changed or
 *    refunded, where that is asked for. What a seller does not state is not included.
 * WITHIN-7 The nights between the arrival of the first slice and the departure of the second are as
 *    many as asked for.
 */
import { minuteOfDay, wallClockDay, wallClockMinutes } from "../../proto/local-time.ts";
import type {
  Condition,
  Fare,
  FlightOffer,
  FlightSearch,
  OfferSlice,
  SearchLimits,
  SearchSlice,
  Segment,
  TimeWindow,
} from "../../proto/messages.ts";

/** The limit that is broken, by the name of its field in a search. */
export type BrokenLimit =
  | "departure"
  | "arrival"
  | "carriers"
  | "via"
  | "maxLayoverMinutes"
  | "overnightLayover"
  | "maxPrice"
  | "maxDurationMinutes"
  | "bags"
  | "changeable"
  | "refundable"
  | "stayNights";

type LimitedSearch = Pick<FlightSearch, "slices" | "limits">;

/** Whether a search has any limit: few have. */
export function hasLimits({ slices, limits }: LimitedSearch): boolean {
  if (limits !== undefined) return true;
  for (let i = 0; i < slices.length; i++) {
    const { departure, arrival } = slices[i] as SearchSlice;
    if (departure !== undefined || arrival !== undefined) return true;
  }
  return false;
}

/**
 * The first limit that a checked offer breaks, or undefined.
 *
 * @param convertedPrice of the offer, in minor units of the search's currency
 */
export function brokenLimit(
  { slices, fares }: Pick<FlightOffer, "slices" | "fares">,
  convertedPrice: number,
  search: LimitedSearch,
): BrokenLimit | undefined {
  const { limits } = search;
  for (let i = 0; i < slices.length; i++) {
    const slice = slices[i] as OfferSlice;
    const broken =
      brokenWindow(slice, search.slices[i] as SearchSlice) ??
      (limits === undefined ? undefined : brokenBySlice(slice, limits));
    if (broken !== undefined) return broken;
  }
  if (limits === undefined) return undefined;
  const { maxPrice } = limits;
  if (maxPrice !== undefined && convertedPrice > maxPrice) return "maxPrice";
  if (limits.stayNights !== undefined && !isStay(slices, limits.stayNights)) return "stayNights";
  return asksForFare(limits) ? brokenByFare(fares[0], limits) : undefined;
}

/** Whether a minute of the day is in the window. */
export function isWithin(minuteOfDay: number, { fromMinute, toMinute }: TimeWindow): boolean {
  return fromMinute <= toMinute
    ? minuteOfDay >= fromMinute && minuteOfDay <= toMinute
    : minuteOfDay >= fromMinute || minuteOfDay <= toMinute;
}

/** Whether a code is allowed by a choice of carriers or airports. */
function isAllowed(
  code: string,
  { only, except }: { readonly only?: readonly string[]; readonly except?: readonly string[] },
): boolean {
  return (only === undefined || only.includes(code)) && except?.includes(code) !== true;
}

/** Whether the limits ask for something of the fare. */
export function asksForFare({ bags, changeable, refundable }: SearchLimits): boolean {
  return bags !== undefined || changeable === true || refundable === true;
}

/** What of a fare is asked for. */
type FareTerms = Pick<Fare, "checkedBags" | "cabinBags"> & {
  readonly change: Pick<Condition, "allowed"> | null;
  readonly refund: Pick<Condition, "allowed"> | null;
};

/** Whether a fare has all that is asked of it (WITHIN-6). */
export function isWantedFare(fare: FareTerms, limits: SearchLimits): boolean {
  return brokenByFare(fare, limits) === undefined;
}

/**
 * The offer with the fares that are wanted, at the price of the cheapest of them; undefined where
 * it has none.
 */
export function atWantedFare(offer: FlightOffer, limits: SearchLimits): FlightOffer | undefined {
  if (!asksForFare(limits)) return offer;
  const fares = offer.fares.filter((fare) => isWantedFare(fare, limits));
  const [first] = fares;
  return first === undefined ? undefined : { ...offer, fares, price: first.price };
}

function brokenWindow(
  { segments }: OfferSlice,
  { departure, arrival }: SearchSlice,
): BrokenLimit | undefined {
  if (departure !== undefined) {
    const leaves = wallClockMinutes((segments[0] as Segment).departure);
    if (!isWithin(minuteOfDay(leaves), departure)) return "departure";
  }
  if (arrival !== undefined) {
    const lands = wallClockMinutes((segments[segments.length - 1] as Segment).arrival);
    if (!isWithin(minuteOfDay(lands), arrival)) return "arrival";
  }
  return undefined;
}

function brokenBySlice(
  { segments, durationMinutes }: OfferSlice,
  limits: SearchLimits,
): BrokenLimit | undefined {
  const { carriers, maxDurationMinutes } = limits;
  if (maxDurationMinutes !== undefined && durationMinutes > maxDurationMinutes)
    return "maxDurationMinutes";
  for (let i = 0; i < segments.length; i++) {
    const segment = segments[i] as Segment;
    if (carriers !== undefined && !isAllowed(countingCarrier(segment, carriers.by), carriers))
      return "carriers";
    if (i === 0) continue;
    const broken = brokenByConnection(segments[i - 1] as Segment, segment, limits);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

function countingCarrier(
  { carrier, operatingCarrier }: Segment,
  by: "marketing" | "operating",
): string {
  return by === "operating" ? (operatingCarrier ?? carrier) : carrier;
}

function brokenByConnection(
  landing: Segment,
  leaving: Segment,
  { via, maxLayoverMinutes, noOvernightLayover }: SearchLimits,
): BrokenLimit | undefined {
  if (via !== undefined && !isAllowed(leaving.origin, via)) return "via";
  if (maxLayoverMinutes === undefined && noOvernightLayover !== true) return undefined;
  const from = wallClockMinutes(landing.arrival);
  const to = wallClockMinutes(leaving.departure);
  if (maxLayoverMinutes !== undefined && to - from > maxLayoverMinutes) return "maxLayoverMinutes";
  return noOvernightLayover === true && wallClockDay(from) !== wallClockDay(to)
    ? "overnightLayover"
    : undefined;
}

function brokenByFare(fare: FareTerms | undefined, limits: SearchLimits): BrokenLimit | undefined {
  const { bags, changeable, refundable } = limits;
  if (bags !== undefined) {
    const { checked = 0, cabin = 0 } = bags;
    if ((fare?.checkedBags ?? -1) < checked && checked > 0) return "bags";
    if ((fare?.cabinBags ?? -1) < cabin && cabin > 0) return "bags";
  }
  if (changeable === true && fare?.change?.allowed !== true) return "changeable";
  return refundable === true && fare?.refund?.allowed !== true ? "refundable" : undefined;
}

function isStay(
  slices: readonly OfferSlice[],
  { min, max }: { readonly min: number; readonly max: number },
): boolean {
  const [out, back] = slices;
  const last = out?.segments[out.segments.length - 1];
  const first = back?.segments[0];
  if (last === undefined || first === undefined) return true;
  const nights =
    wallClockDay(wallClockMinutes(first.departure)) - wallClockDay(wallClockMinutes(last.arrival));
  return nights >= min && nights <= max;
}

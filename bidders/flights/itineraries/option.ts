/**
 * One option for a slice: its flights, with the fares that sellers ask for it, and how it is
 * written into an offer.
 */
import type {
  Cabin,
  Fare,
  FlightOffer,
  Money,
  OfferSlice,
  Segment,
} from "../../../proto/messages.ts";
import { sellsCabin } from "../fares/cabins.ts";
import { expiryMs } from "../fares/fare.ts";
import { localTime } from "../timetable/departures.ts";
import type { Departure, Index, Timetable } from "../timetable/timetable.ts";
import { countriesOf } from "./rights.ts";
import { terminalOf } from "./terminals.ts";

/** What one seller asks one adult for it, in the dollars of the fare model. */
export interface SellerFare {
  readonly seller: string;
  readonly dollars: number;
}

export interface SliceOption {
  readonly departures: readonly Departure[];
  /**
   * Never empty; the first is the carrier's own that operates the flight or tickets the connection.
   */
  readonly fares: readonly SellerFare[];
  /**
   * The cabin of each departure where it is lower than the search's (CABIN-5); absent where all are
   * in that one.
   */
  readonly cabins?: readonly (Cabin | undefined)[];
  /**
   * The number of near-identical itineraries that were collapsed into this one; undefined: none.
   */
  readonly similar?: number;
}

export function departureUtc(option: SliceOption): number {
  return (option.departures[0] as Departure).departureUtc;
}

export function arrivalUtc(option: SliceOption): number {
  return (option.departures.at(-1) as Departure).arrivalUtc;
}

/** First departure to last arrival, waiting included. */
function optionMinutes(option: SliceOption): number {
  return arrivalUtc(option) - departureUtc(option);
}

export function carrierOf(timetable: Timetable, row: Index): string {
  return timetable.carriers[timetable.carrier[row] as number] as string;
}

/** `BA117`. */
export function flightNumberOf(timetable: Timetable, row: Index): string {
  return `${carrierOf(timetable, row)}${timetable.number[row]}`;
}

/** Whether a flight is sold in a cabin (`fares/cabins.ts`). */
export function hasCabin(timetable: Timetable, row: Index, cabin: Cabin): boolean {
  const aircraft = timetable.aircraftTypes[timetable.aircraft[row] as number] ?? "";
  const withinUs = countriesOf(timetable, row).every((country) => country === "US");
  return sellsCabin(cabin, { carrier: carrierOf(timetable, row), aircraft, withinUs });
}

function segmentOf(timetable: Timetable, departure: Departure, cabin: Cabin | undefined): Segment {
  const { row } = departure;
  const code = (airport: number | undefined) =>
    timetable.airports[airport as number]?.code as string;
  const carrier = carrierOf(timetable, row);
  const [origin, destination] = [code(timetable.origin[row]), code(timetable.destination[row])];
  const segment: { -readonly [K in keyof Segment]: Segment[K] } = {
    carrier,
    flightNumber: flightNumberOf(timetable, row),
    origin,
    destination,
    departure: localTime(departure.departureLocal),
    arrival: localTime(departure.arrivalLocal),
    durationMinutes: departure.arrivalUtc - departure.departureUtc,
    aircraft: timetable.aircraftTypes[timetable.aircraft[row] as number] ?? "",
  };
  const [from, to] = countriesOf(timetable, row);
  const originTerminal = terminalOf(origin, carrier, from, to);
  const destinationTerminal = terminalOf(destination, carrier, from, to);
  if (cabin !== undefined) segment.cabin = cabin;
  if (originTerminal !== undefined) segment.originTerminal = originTerminal;
  if (destinationTerminal !== undefined) segment.destinationTerminal = destinationTerminal;
  return segment;
}

export function sliceOf(timetable: Timetable, option: SliceOption): OfferSlice {
  return {
    durationMinutes: optionMinutes(option),
    segments: option.departures.map((one, i) => segmentOf(timetable, one, option.cabins?.[i])),
  };
}

/**
 * The offer of one seller: its price is modelled, and says so. Of `fares`, where there are any, the
 * first costs `price`. `similar`: near-identical ones that were collapsed into it.
 */
export function offerOf(
  timetable: Timetable,
  options: readonly SliceOption[],
  seller: string,
  price: Money,
  nowMs: number,
  fares: readonly Fare[] = [],
  similar = options.length === 1 ? options[0]?.similar : undefined,
): FlightOffer {
  return {
    seller,
    price,
    expiresAtMs: expiryMs(nowMs, departureUtc(options[0] as SliceOption)),
    modelled: true,
    slices: options.map((option) => sliceOf(timetable, option)),
    fares,
    selfTransfers: [],
    similar: similar ?? 0,
  };
}

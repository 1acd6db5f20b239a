/** A bidder that sells a shuttle between Singapore and Kuala Lumpur at one price. */
import {
  type BidderModule,
  type FlightOffer,
  type FlightSearch,
  type OfferSlice,
  type SearchContext,
  type SearchSlice,
  wholeNumber,
  z,
} from "../../bidders/index.ts";

interface ShuttleSettings {
  /** The fare of one traveller and one flight, in US cents. */
  readonly fareCents: number;
}

/** Departure and arrival are local times. Both cities have the same clocks all year. */
const FLIGHTS = [
  { flightNumber: "SH1", route: "SIN-KUL", departs: "08:00", arrives: "09:05" },
  { flightNumber: "SH2", route: "KUL-SIN", departs: "18:00", arrives: "19:05" },
];
const FLIGHT_MINUTES = 65;
const OFFER_VALID_MS = 20 * 60_000;

/** The flight for one slice of the search; undefined where the shuttle does not fly. */
function sliceOf({ origin, destination, departureDate }: SearchSlice): OfferSlice | undefined {
  const flight = FLIGHTS.find(({ route }) => route === `${origin}-${destination}`);
  if (flight === undefined) return undefined;
  const segment = {
    carrier: "SH",
    flightNumber: flight.flightNumber,
    origin,
    destination,
    departure: `${departureDate}T${flight.departs}`,
    arrival: `${departureDate}T${flight.arrives}`,
    durationMinutes: FLIGHT_MINUTES,
    aircraft: "",
  };
  return { durationMinutes: FLIGHT_MINUTES, segments: [segment] };
}

async function* search(
  { slices, passengers, cabin }: FlightSearch,
  { resources, now }: SearchContext<ShuttleSettings>,
): AsyncGenerator<FlightOffer> {
  const flown = slices.map(sliceOf).filter((slice) => slice !== undefined);
  if (flown.length < slices.length || cabin !== "economy") return;
  const travellers = passengers.adults + passengers.children;
  yield {
    seller: "Shuttle",
    price: { amount: resources.fareCents * travellers * slices.length, currency: "USD" },
    expiresAtMs: now() + OFFER_VALID_MS,
    modelled: false,
    slices: flown,
    fares: [],
    selfTransfers: [],
    similar: 0,
  };
}

export const shuttle: BidderModule<ShuttleSettings, ShuttleSettings> = {
  settings: z
    .object({ SHUTTLE_FARE_CENTS: wholeNumber(1, 1_000_000, 9_900) })
    .transform(({ SHUTTLE_FARE_CENTS }) => ({ fareCents: SHUTTLE_FARE_CENTS })),
  open: async (settings) => settings,
  search,
};

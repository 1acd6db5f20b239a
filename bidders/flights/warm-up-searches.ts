/**
 * Searches for a bidder's warm-up: every kind of search that takes a path of its own, in markets
 * that the timetable that ships serves. Another timetable may answer them with nothing.
 */
import { DAY_MS } from "../../proto/local-time.ts";
import type { FlightSearch } from "../../proto/messages.ts";

const DAYS_AHEAD = 30;
const STAY_DAYS = 7;

/** The same as `BidderModule.warmUp`. */
export function warmUp(nowMs: number): { readonly searches: readonly FlightSearch[] } {
  const date = (days: number) => new Date(nowMs + days * DAY_MS).toISOString().slice(0, 10);
  const slice = (origin: string, destination: string, days: number) => ({
    origin,
    destination,
    departureDate: date(days),
  });
  const oneWay = (origin: string, destination: string) =>
    searchOf([slice(origin, destination, DAYS_AHEAD)]);
  const back = slice("JFK", "LHR", DAYS_AHEAD + STAY_DAYS);
  const searches: FlightSearch[] = [
    oneWay("LHR", "JFK"),
    oneWay("CDG", "SIN"),
    searchOf([slice("LHR", "JFK", DAYS_AHEAD), back]),
    { ...oneWay("FRA", "LAX"), sort: "price" },
  ];
  return { searches };
}

function searchOf(slices: FlightSearch["slices"]): FlightSearch {
  return {
    slices,
    passengers: { adults: 1, children: 0, infants: 0 },
    cabin: "economy",
    currency: "EUR",
    sort: "best",
    maxStops: 2,
    maxResults: 20,
    selfTransfer: false,
    similar: false,
    policy: { deadlineMs: 1_000, quorum: null, required: [] },
  };
}

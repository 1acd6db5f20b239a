/**
 * What the fare model asks of a trip before it names round trips and fare families: countries,
 * distances, dates, classes.
 */
import type { Fare, FlightSearch } from "../../../proto/messages.ts";
import { faresOf } from "../fares/brands.ts";
import { carrierFacts } from "../fares/carriers.ts";
import { milesOf } from "../fares/curves.ts";
import { fareClass, fareDay, flightSeed, seatsOf } from "../fares/fare.ts";
import { roundTripFactor } from "../fares/round-trip.ts";
import type { FlightData } from "../flight-data.ts";
import { dayNumberOf, dayOf } from "../timetable/departures.ts";
import type { Index, Timetable } from "../timetable/timetable.ts";
import { flightNumberOf } from "./option.ts";
import { countriesOf } from "./rights.ts";
import type { RoundTripFactor } from "./ticket-prices.ts";
import type { Ticket } from "./tickets.ts";

/**
 * The rule for round trips, for a search that is one: out and back between the same two airports.
 * The first flight back leaves on the date of its slice.
 */
export function roundTripOf(
  timetable: Timetable,
  { slices }: Pick<FlightSearch, "slices">,
): RoundTripFactor | undefined {
  const [going, coming, ...others] = slices;
  if (going === undefined || coming === undefined || others.length > 0) return undefined;
  if (going.origin !== coming.destination || going.destination !== coming.origin) return undefined;
  const [home, away] = [timetable.airport(going.origin), timetable.airport(going.destination)];
  const country = (airport: Index) => timetable.airports[airport]?.country as string;
  const countries = [country(home), country(away)] as const;
  const miles = milesOf(timetable.distanceKm(home, away));
  const returnDay = dayNumberOf(coming.departureDate);
  return (arrivalDay, seller) =>
    roundTripFactor({ tier: carrierFacts(seller).tier, countries, miles, arrivalDay, returnDay });
}

/** A ticket's fare families, cheapest first, the first at the ticket's price. */
export function familiesOf(
  { timetable, availability }: FlightData,
  { slices, passengers, cabin }: FlightSearch,
  ticket: Ticket,
  nowMs: number,
): Fare[] {
  const departures = ticket.options.flatMap((option) => option.departures);
  return faresOf({
    seller: ticket.seller,
    cabin,
    passengers,
    slices: slices.map(({ origin, destination }, i) => ({
      dollars: ticket.dollars[i] as number,
      miles: milesOf(
        timetable.distanceKm(timetable.airport(origin), timetable.airport(destination)),
      ),
    })),
    withinUs: departures.every(({ row }) =>
      countriesOf(timetable, row).every((country) => country === "US"),
    ),
    seats: ticket.options.flatMap((option, i) => {
      const date = dayNumberOf(slices[i]?.departureDate as string);
      return option.departures.map(({ row, departureLocal }, at) => {
        const its = option.cabins?.[at] ?? cabin;
        const day = fareDay(its, date, nowMs, seatsOf(passengers), availability);
        const seed = flightSeed(flightNumberOf(timetable, row));
        return { cabin: its, fareClass: fareClass(day, seed, dayOf(departureLocal)) };
      });
    }),
  });
}

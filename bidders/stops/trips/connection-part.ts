/** A connection that the engine found, as a part of trips. */
import type { SellerFare, SliceOption } from "../../flights/itineraries/option.ts";
import type { TripPart } from "../../flights/itineraries/trip-part.ts";
import { dayOf, departureOn } from "../../flights/timetable/departures.ts";
import type { Departure, Index, Timetable } from "../../flights/timetable/timetable.ts";
import type { Zone } from "../../flights/timetable/zones.ts";
import type { EngineItinerary } from "../engine/itinerary.ts";
import type { Leg } from "../engine/legs.ts";
import { lowerCabins } from "../slice-options.ts";

/** Wall clocks are read, and flights made, when they are first asked for: few parts are sold. */
export class ConnectionPart implements TripPart {
  readonly fares: readonly SellerFare[];
  readonly departureUtc: number;
  readonly arrivalUtc: number;
  readonly minutes: number;
  readonly stops: number;
  readonly inconvenience: number;
  readonly mixed: boolean;
  readonly firstRow: Index;
  readonly lastRow: Index;
  readonly #timetable: Timetable;
  readonly #legs: readonly Leg[];
  readonly #asked: number;
  #departureLocal: number | undefined;
  #arrivalDay: number | undefined;
  #option: SliceOption | undefined;

  /** `asked`: the cabin's index in CABINS. */
  constructor(timetable: Timetable, itinerary: EngineItinerary, asked: number) {
    const { legs, tickets, departureUtc, arrivalUtc, minutes, stops, mixed } = itinerary;
    const [ticket] = tickets as [EngineItinerary["tickets"][number]];
    this.#timetable = timetable;
    this.#legs = legs;
    const seller = timetable.carriers[ticket.seller] as string;
    this.fares = [{ seller, dollars: ticket.dollars }];
    this.departureUtc = departureUtc;
    this.arrivalUtc = arrivalUtc;
    this.minutes = minutes;
    this.stops = stops;
    this.inconvenience = itinerary.inconvenience;
    this.mixed = mixed;
    this.#asked = asked;
    this.firstRow = (legs[0] as Leg).row;
    this.lastRow = (legs[legs.length - 1] as Leg).row;
  }

  get departureLocal(): number {
    const { zones, origin } = this.#timetable;
    this.#departureLocal ??= (zones[origin[this.firstRow] as Index] as Zone).toLocal(
      this.departureUtc,
    );
    return this.#departureLocal;
  }

  get arrivalDay(): number {
    const { zones, destination } = this.#timetable;
    this.#arrivalDay ??= dayOf(
      (zones[destination[this.lastRow] as Index] as Zone).toLocal(this.arrivalUtc),
    );
    return this.#arrivalDay;
  }

  get option(): SliceOption {
    this.#option ??= {
      departures: this.#legs.map(
        ({ row, day }) => departureOn(this.#timetable, row, day) as Departure,
      ),
      fares: this.fares,
      ...lowerCabins(this.#legs, this.#asked),
    };
    return this.#option;
  }
}

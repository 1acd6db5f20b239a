/**
 * What the oracle knows of a timetable: flights with their instants, minimum connecting times, who may carry whom. Read off the rows once
 * more, by the texts of `itineraries/`; only the tables there, of airports, alliances, countries and cabins, are the same. For tests.
 */

import type { Cabin } from "../../../proto/messages.ts";
import { sellsCabin } from "../../flights/fares/cabins.ts";
import { flightSeed, kindOf } from "../../flights/fares/fare.ts";
import { connectionKind, minimumConnectionMinutes, sizeOf } from "../../flights/itineraries/minimum-connection.ts";
import { connectsWith } from "../../flights/itineraries/partners.ts";
import { oneMarket } from "../../flights/itineraries/rights.ts";
import type { Timetable } from "../../flights/timetable/timetable.ts";
import { Clock } from "./oracle-clocks.ts";

/** One flight on one day; instants in minutes since 1970-01-01T00:00Z. */
export interface Flight {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly carrier: number;
  /** The date on the origin's calendar that it is listed for, in days since 1970-01-01. */
  readonly day: number;
  /** The one that it leaves on: the next, where clocks skip the hour before midnight that it is listed for. */
  readonly date: number;
  readonly departureUtc: number;
  readonly arrivalUtc: number;
}

/** Flights by departure, all of them and by where they go. */
interface Board {
  readonly all: readonly Flight[];
  readonly to: ReadonlyMap<number, readonly Flight[]>;
}

/** A carrier's house in a country: so many domestic departures a week (C2). */
const HOUSE = 50;

export class Facts {
  readonly timetable: Timetable;
  readonly clocks: readonly Clock[];
  readonly seeds: readonly number[];
  readonly kinds: readonly number[];
  /** By row: great circle between its ends. */
  readonly rowKm: Float64Array;
  /** By row: 1 where its ends lie in different countries. */
  readonly international: Uint8Array;
  /** By row: whether its carrier may sell it alone. */
  readonly soldAlone: readonly boolean[];
  readonly #markets = new Set<number>();
  readonly #minutes: readonly (readonly number[])[];
  readonly #cabins = new Map<Cabin, readonly boolean[]>();
  readonly #connects = new Map<number, boolean>();
  readonly #boards = new Map<number, Board>();

  constructor(timetable: Timetable) {
    const { rows, airports, carriers, origin, destination } = timetable;
    this.timetable = timetable;
    const byZone = new Map(airports.map(({ zone }) => [zone, new Clock(zone)]));
    this.clocks = airports.map(({ zone }) => byZone.get(zone) as Clock);
    const every = Array.from({ length: rows }, (_, row) => row);
    this.seeds = every.map((row) => flightSeed(`${carriers[this.#carrier(row)]}${timetable.number[row]}`));
    this.kinds = carriers.map(kindOf);
    this.rowKm = Float64Array.from(every, (row) => timetable.distanceKm(origin[row] as number, destination[row] as number));
    this.international = Uint8Array.from(every, (row) => Number(this.#country(origin[row]) !== this.#country(destination[row])));
    for (const row of every) this.#markets.add(this.#pair(origin[row] as number, destination[row] as number));
    const weekly = airports.map(() => 0);
    for (const row of every) weekly[origin[row] as number] = (weekly[origin[row] as number] as number) + this.#timesAWeek(row);
    this.#minutes = airports.map(({ code }, airport) =>
      [0, 1, 2, 3].map((kind) => minimumConnectionMinutes(code, sizeOf(weekly[airport] as number), kind)),
    );
    this.soldAlone = this.#rights(every);
  }

  country(airport: number): string {
    return this.#country(airport);
  }

  /** Whether anybody flies it non-stop, on whatever day. */
  flown(from: number, to: number): boolean {
    return this.#markets.has(this.#pair(from, to));
  }

  km(from: number, to: number): number {
    return this.timetable.distanceKm(from, to);
  }

  /** `BA117`. */
  designator(row: number): string {
    return `${this.timetable.carriers[this.#carrier(row)]}${this.timetable.number[row]}`;
  }

  minimumMinutes(arriving: Flight, leaving: Flight): number {
    const kind = connectionKind(this.international[arriving.row] as number, this.international[leaving.row] as number);
    return this.#minutes[leaving.from]?.[kind] as number;
  }

  /** Of an airport, in the order of `connectionKind`. */
  minimums(airport: number): readonly number[] {
    return this.#minutes[airport] as readonly number[];
  }

  hasCabin(row: number, cabin: Cabin): boolean {
    let known = this.#cabins.get(cabin);
    if (known === undefined) {
      const { carriers, aircraftTypes, aircraft, origin, destination, rows } = this.timetable;
      known = Array.from({ length: rows }, (_, row) =>
        sellsCabin(cabin, {
          carrier: carriers[this.#carrier(row)] as string,
          aircraft: aircraftTypes[aircraft[row] as number] ?? "",
          withinUs: this.#country(origin[row]) === "US" && this.#country(destination[row]) === "US",
        }),
      );
      this.#cabins.set(cabin, known);
    }
    return known[row] as boolean;
  }

  /** Whether two carriers sell connections together. */
  connects(one: number, other: number): boolean {
    const pair = one * 65_536 + other;
    let known = this.#connects.get(pair);
    if (known === undefined) {
      known = connectsWith(this.timetable.carriers[one] as string, this.timetable.carriers[other] as string);
      this.#connects.set(pair, known);
    }
    return known;
  }

  /** Departures from an airport on a date of its calendar. */
  leavingOn(from: number, date: number): readonly Flight[] {
    return [date - 1, date].flatMap((day) => this.#board(from, day).all.filter((flight) => flight.date === date));
  }

  /** Departures from an airport between two instants, both included; only those to one airport where that is said. */
  *leavingBetween(from: number, first: number, last: number, to?: number): Generator<Flight, void> {
    // No clock is further than 14 hours from UTC, and none skips more than two.
    const [firstDay, lastDay] = [Math.floor((first - 960) / 1440), Math.floor((last + 840) / 1440)];
    for (let day = firstDay; day <= lastDay; day++) {
      const board = this.#board(from, day);
      const flights = to === undefined ? board.all : (board.to.get(to) ?? []);
      for (let i = this.#firstFrom(flights, first); i < flights.length; i++) {
        const flight = flights[i] as Flight;
        if (flight.departureUtc > last) break;
        yield flight;
      }
    }
  }

  /** The dates that were looked at so far need not be kept. */
  forget(): void {
    this.#boards.clear();
  }

  #firstFrom(flights: readonly Flight[], minute: number): number {
    let [low, high] = [0, flights.length];
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if ((flights[middle] as Flight).departureUtc < minute) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #board(from: number, day: number): Board {
    const key = from * 65_536 + day;
    let board = this.#boards.get(key);
    if (board === undefined) {
      const { origin, destination, departure, blockMinutes, flags } = this.timetable;
      const all: Flight[] = [];
      const [first, end] = this.timetable.departures(from);
      for (let row = first; row < end; row++) {
        if (!this.#operates(row, day)) continue;
        const clock = this.clocks[from] as Clock;
        const departureUtc = clock.toUtc(day * 1440 + (departure[row] as number), (flags[row] as number) % 2 === 1);
        all.push({
          row,
          from: origin[row] as number,
          to: destination[row] as number,
          carrier: this.#carrier(row),
          day,
          date: clock.isWhole(day) ? day : clock.dateAt(departureUtc),
          departureUtc,
          arrivalUtc: departureUtc + (blockMinutes[row] as number),
        });
      }
      all.sort((a, b) => a.departureUtc - b.departureUtc);
      board = { all, to: Map.groupBy(all, ({ to }) => to) };
      this.#boards.set(key, board);
    }
    return board;
  }

  #operates(row: number, day: number): boolean {
    const { days, validFrom, validTo } = this.timetable;
    // Date counts from Sunday, the timetable's bits from Monday.
    const weekday = (new Date(day * 86_400_000).getUTCDay() + 6) % 7;
    return (
      Math.floor((days[row] as number) / 2 ** weekday) % 2 === 1 && day >= (validFrom[row] as number) && day <= (validTo[row] as number)
    );
  }

  #timesAWeek(row: number): number {
    return (this.timetable.days[row] as number).toString(2).replaceAll("0", "").length;
  }

  /** C1 to C3: at home, in Europe's one market, or where it has a house. */
  #rights(rows: readonly number[]): boolean[] {
    const { origin } = this.timetable;
    const departures = this.timetable.carriers.map(() => new Map<string, { all: number; domestic: number }>());
    for (const row of rows) {
      const country = this.#country(origin[row]);
      const of = departures[this.#carrier(row)] as Map<string, { all: number; domestic: number }>;
      const { all, domestic } = of.get(country) ?? { all: 0, domestic: 0 };
      const times = this.#timesAWeek(row);
      of.set(country, { all: all + times, domestic: domestic + (this.international[row] === 1 ? 0 : times) });
    }
    const homes = departures.map((of) => {
      const most = Math.max(...[...of.values()].map(({ all }) => all));
      return [...of.keys()].filter((country) => of.get(country)?.all === most).sort()[0] ?? "";
    });
    return rows.map((row) => {
      const country = this.#country(origin[row]);
      if (this.international[row] === 1 || oneMarket(country, homes[this.#carrier(row)] as string)) return true;
      return (departures[this.#carrier(row)]?.get(country)?.domestic ?? 0) >= HOUSE;
    });
  }

  #carrier(row: number): number {
    return this.timetable.carrier[row] as number;
  }

  #country(airport: number | undefined): string {
    return this.timetable.airports[airport as number]?.country as string;
  }

  #pair(from: number, to: number): number {
    return from * 65_536 + to;
  }
}

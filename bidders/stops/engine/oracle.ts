/**
 * What the search for connections must find, by the most obvious way there is: every chain of flights, every rule of `rules.ts` looked at on
 * every chain. For tests. It shares no code with the search; the rules' numbers are written out once more, and so is what the fare model's F1
 * and F2 say of several flights. What the two have in common is what defines the problem: the timetable's rows, a flight's class and fare
 * (`fares/fare.ts`) and the tables of `itineraries/`.
 */

import type { Objective } from "../../../proto/messages.ts";
import { milesOf } from "../../flights/fares/curves.ts";
import { CLASSES, type FareDay, fareClass, onSale, throughDollars } from "../../flights/fares/fare.ts";
import { oneMarket } from "../../flights/itineraries/rights.ts";
import type { Clock } from "./oracle-clocks.ts";
import type { Facts, Flight } from "./oracle-facts.ts";

export interface OracleQuery {
  readonly origin: number;
  readonly destination: number;
  /** In days since 1970-01-01. */
  readonly day: number;
  readonly fares: FareDay;
  readonly stopsMax: number;
  readonly selfTransfer: boolean;
  readonly objective: Objective;
  readonly nowMs: number;
  /** What a party pays when this carrier sells at so many dollars an adult; infinite where it cannot be said. */
  price(carrier: string, dollars: number): number;
}

export interface OracleWay {
  readonly flights: readonly Flight[];
  /** How many flights are on the first ticket: all, where there is one. */
  readonly onFirst: number;
  readonly price: number;
  readonly cost: number;
  readonly minutes: number;
  readonly stops: number;
}

/** Every way that R1 to R10 allow, and that has a price. */
export function everyWay(facts: Facts, query: OracleQuery): OracleWay[] {
  const short = new Enumeration(facts, query, 12 * 60).ways();
  return short.length > 0 ? short : new Enumeration(facts, query, 24 * 60).ways(); // R1
}

class Enumeration {
  readonly #facts: Facts;
  readonly #query: OracleQuery;
  readonly #waitMax: number;
  readonly #minutesMax: number;
  readonly #byDay: boolean;
  readonly #km: number;
  readonly #ways: OracleWay[] = [];

  constructor(facts: Facts, query: OracleQuery, waitMax: number) {
    const { origin, destination, day } = query;
    this.#facts = facts;
    this.#query = query;
    this.#waitMax = waitMax;
    this.#km = facts.km(origin, destination);
    const nonstop = facts.leavingOn(origin, day).filter(({ to }) => to === destination);
    this.#minutesMax = 3 * Math.min(...nonstop.map((one) => one.arrivalUtc - one.departureUtc)) + 120; // R7
    this.#byDay = this.#km < 1200; // R8
  }

  ways(): OracleWay[] {
    const { origin, destination, day, nowMs } = this.#query;
    for (const first of this.#facts.leavingOn(origin, day)) {
      if (first.to === destination || !onSale(nowMs, first.departureUtc)) continue; // R6
      if (this.#isForSale(first) && this.#isNear(first.to) && this.#leadsThere([first])) this.#goOn([first], 0);
    }
    return this.#ways;
  }

  /** `split`: how many flights are on the first ticket, 0 while there is no second. */
  #goOn(chain: readonly Flight[], split: number): void {
    const { destination, stopsMax } = this.#query;
    const last = chain.at(-1) as Flight;
    const only = chain.length === stopsMax ? destination : undefined;
    for (const next of this.#facts.leavingBetween(last.to, last.arrivalUtc, last.arrivalUtc + this.#waitMax, only)) {
      if (next.to !== destination && !(this.#isNear(next.to) && this.#mayEnd(next.to, chain.length + 1))) continue;
      if (next.departureUtc < last.arrivalUtc + this.#facts.minimumMinutes(last, next)) continue; // R1
      if (chain.some(({ from }) => from === next.to)) continue; // R3
      if (next.arrivalUtc - (chain[0] as Flight).departureUtc > this.#minutesMax) continue;
      if (this.#byDay && next.date > (this.#facts.clocks[next.from] as Clock).dateAt(last.arrivalUtc)) continue; // R8
      const ticket = this.#ticketOf(chain, next, split);
      if (ticket === undefined || !this.#isForSale(next)) continue;
      const longer = [...chain, next];
      if (!this.#leadsThere(longer)) continue;
      if (next.to === destination) this.#add(longer, ticket);
      else this.#goOn(longer, ticket);
    }
  }

  /** R4, as far as it is known: no way on is shorter than the straight line. */
  #leadsThere(chain: readonly Flight[]): boolean {
    const { origin, destination } = this.#query;
    const end = (chain.at(-1) as Flight).to;
    let flown = 0;
    for (let i = chain.length - 1; i >= 0; i--) {
      flown += this.#facts.rowKm[(chain[i] as Flight).row] as number;
      if (flown > this.#flownMax((chain[i] as Flight).from, end)) return false;
    }
    return flown + this.#facts.km(end, destination) <= this.#flownMax(origin, destination) + 1e-6;
  }

  #flownMax(from: number, to: number): number {
    const km = this.#facts.km(from, to);
    return 1.35 * km + 300 + (this.#facts.flown(from, to) ? 0 : Math.min(2 * km, 700));
  }

  /** Whether one more flight, where no more are allowed, may end it. */
  #mayEnd(at: number, flights: number): boolean {
    return flights < this.#query.stopsMax || this.#facts.flown(at, this.#query.destination);
  }

  /** C4, of R9. */
  #isNear(via: number): boolean {
    const { origin, destination } = this.#query;
    const home = this.#facts.country(origin);
    if (home !== this.#facts.country(destination)) return true;
    const country = this.#facts.country(via);
    return country === home || (oneMarket(country, home) && !this.#facts.flown(origin, destination));
  }

  /** R5, of one flight. */
  #isForSale({ row, date }: Flight): boolean {
    const { fares } = this.#query;
    if (Math.floor((this.#facts.timetable.flags[row] as number) / 2) === 1) return false; // R11
    return this.#facts.hasCabin(row, fares.cabin) && fareClass(fares, this.#facts.seeds[row] as number, date) < CLASSES;
  }

  /** R5 and R10: what `split` is once the next flight is taken; undefined where no ticket has it. */
  #ticketOf(chain: readonly Flight[], next: Flight, split: number): number | undefined {
    if (chain.slice(split).every((one) => this.#facts.connects(one.carrier, next.carrier))) return split;
    const last = chain.at(-1) as Flight;
    if (!this.#query.selfTransfer || split > 0 || this.#facts.connects(last.carrier, next.carrier)) return undefined;
    const abroad = this.#facts.international[last.row] === 1 || this.#facts.international[next.row] === 1;
    return next.departureUtc - last.arrivalUtc >= (abroad ? 180 : 120) ? chain.length : undefined;
  }

  #add(flights: readonly Flight[], split: number): void {
    const tickets = split === 0 ? [flights] : [flights.slice(0, split), flights.slice(split)];
    if (!tickets.every((ticket) => this.#carried(ticket))) return;
    const price = tickets.reduce((sum, ticket) => sum + this.#price(ticket), 0);
    if (price === Number.POSITIVE_INFINITY) return;
    const minutes = (flights.at(-1) as Flight).arrivalUtc - (flights[0] as Flight).departureUtc;
    const stops = flights.length - 1;
    const { valuePerHour, penaltyPerStop } = this.#query.objective;
    const cost = price + Math.round((minutes * valuePerHour) / 60) + stops * penaltyPerStop;
    this.#ways.push({ flights, onFirst: split === 0 ? flights.length : split, price, cost, minutes, stops });
  }

  /** R9, of a ticket: what is not sold alone is next to an international flight of its carrier. */
  #carried(ticket: readonly Flight[]): boolean {
    const { soldAlone, international } = this.#facts;
    return ticket.every((flight, i) => {
      if (soldAlone[flight.row]) return true;
      return [ticket[i - 1], ticket[i + 1]].some((next) => next?.carrier === flight.carrier && international[next.row] === 1);
    });
  }

  /** A ticket is sold by the carrier of its longest flight. */
  #price(ticket: readonly Flight[]): number {
    const { timetable, rowKm } = this.#facts;
    let longest = ticket[0] as Flight;
    for (const one of ticket) if ((rowKm[one.row] as number) > (rowKm[longest.row] as number)) longest = one;
    return this.#query.price(timetable.carriers[longest.carrier] as string, this.#dollars(ticket));
  }

  /** F1 and F2. */
  #dollars(ticket: readonly Flight[]): number {
    const runs: Flight[][] = [];
    for (const flight of ticket) {
      const run = runs.at(-1);
      if (run?.[0]?.carrier === flight.carrier) run.push(flight);
      else runs.push([flight]);
    }
    const sum = runs.reduce((dollars, run) => dollars + this.#runDollars(run), 0);
    return runs.length === 1 ? sum : sum * 0.96;
  }

  /** F1: from end to end in the highest class, but no more than one by one. */
  #runDollars(run: readonly Flight[]): number {
    const { fares } = this.#query;
    const kind = this.#facts.kinds[(run[0] as Flight).carrier] as number;
    const classes = run.map(({ row, date }) => fareClass(fares, this.#facts.seeds[row] as number, date));
    const apart = run.reduce(
      (sum, { row }, i) => sum + throughDollars(fares, kind, classes[i] as number, milesOf(this.#facts.rowKm[row] as number), 0),
      0,
    );
    if (run.length === 1) return apart;
    const miles = milesOf(this.#facts.km((run[0] as Flight).from, (run.at(-1) as Flight).to));
    return Math.min(apart, throughDollars(fares, kind, Math.max(...classes), miles, run.length - 1));
  }
}

/** Questions to the search for connections, and its answers beside the oracle's, as lines that a failing test can show. */
import type { Cabin, Objective, Passengers } from "../../../proto/messages.ts";
import { milesOf } from "../../flights/fares/curves.ts";
import { fareDay, partyPrice, seatsOf } from "../../flights/fares/fare.ts";
import { modelRates } from "../../flights/fares/rates.ts";
import { isoDate } from "../../flights/timetable/departures.ts";
import type { Timetable } from "../../flights/timetable/timetable.ts";
import type { Shown } from "./best.ts";
import { type ConnectionQuery, connections } from "./connections.ts";
import type { Way } from "./flights.ts";
import { type Network, networkOf } from "./network.ts";
import { everyWay, type OracleQuery, type OracleWay } from "./oracle.ts";
import { Facts } from "./oracle-facts.ts";
import { keyOf, listOf, type OracleShown } from "./oracle-list.ts";

export interface Question {
  /** Indices of airports. */
  readonly origin: number;
  readonly destination: number;
  /** In days since 1970-01-01. */
  readonly day: number;
  readonly cabin: Cabin;
  readonly passengers: Passengers;
  readonly currency: string;
  readonly objective: Objective;
  readonly stopsMax: number;
  readonly wanted: number;
  readonly similar: boolean;
  readonly selfTransfer: boolean;
  readonly nowMs: number;
}

/** A timetable as both sides know it. */
export interface Sides {
  readonly network: Network;
  readonly facts: Facts;
}

export function sidesOf(timetable: Timetable): Sides {
  return { network: networkOf(timetable), facts: new Facts(timetable) };
}

export interface ToldRound {
  readonly stops: number;
  readonly found: readonly Shown<Way>[];
  readonly lines: readonly string[];
  readonly floor: number;
}

/** What the search says, round by round. */
export function told({ network, facts }: Sides, question: Question): ToldRound[] {
  const rounds: ToldRound[] = [];
  for (const round of connections(network, queryOf(network.timetable, question))) {
    if (round !== undefined) rounds.push({ ...round, lines: round.found.map((shown) => lineOf(facts, shown)) });
  }
  return rounds;
}

export interface Expected {
  readonly ways: readonly OracleWay[];
  /** By stops from 1 on: what is told of ways with so many, when none with more are known yet. */
  readonly rounds: readonly (readonly string[])[];
  /** P4. */
  readonly list: readonly string[];
}

export function expected({ facts }: Sides, question: Question): Expected {
  const { wanted, similar, stopsMax } = question;
  const ways = everyWay(facts, oracleQueryOf(question));
  const lists: OracleShown[][] = [];
  for (let stops = 1; stops <= stopsMax; stops++) {
    const some = ways.filter((way) => way.stops <= stops);
    // Nothing new: the list is that of the round before.
    const before = lists.at(-1);
    lists.push(before !== undefined && some.every((way) => way.stops < stops) ? before : listOf(facts, some, wanted, similar));
  }
  const rounds = lists.map((list, i) => list.filter(({ way }) => way.stops === i + 1).map((shown) => expectedLine(shown)));
  return { ways, rounds, list: (lists.at(-1) ?? []).map((shown) => expectedLine(shown)) };
}

/** What differs between the search and the oracle, in words; empty when nothing does. */
export function differences(sides: Sides, question: Question, answer: Expected = expected(sides, question)): string[] {
  const rounds = told(sides, question);
  const found: string[] = [];
  for (const [i, lines] of answer.rounds.entries()) {
    const its = rounds.filter((round) => round.stops === i + 1).flatMap((round) => round.lines);
    if (its.join() !== lines.join())
      found.push(`with ${i + 1} stops\n  told\n    ${its.join("\n    ")}\n  expected\n    ${lines.join("\n    ")}`);
  }
  const best = rounds
    .flatMap(({ lines }) => lines)
    .sort()
    .slice(0, question.wanted);
  const [list, all] = [best, answer.list].map((lines) => lines.map((line) => line.replace(/ \+\d+$/, "")).join("\n    "));
  if (list !== all) found.push(`the list\n  told\n    ${list}\n  expected\n    ${all}`);
  for (const { stops, floor } of rounds) {
    const least = answer.ways.reduce((min, way) => (way.stops > stops ? Math.min(min, way.cost) : min), Number.POSITIVE_INFINITY);
    if (least < floor) found.push(`the floor after ${stops} stops is ${floor}, but there is a way for ${least}`);
  }
  return found.length === 0 ? [] : [described(sides.network.timetable, question), ...found];
}

export function described({ airports }: Timetable, { origin, destination, day, ...question }: Question): string {
  return `${airports[origin]?.code}-${airports[destination]?.code} ${isoDate(day)} ${JSON.stringify(question)}`;
}

export function queryOf(timetable: Timetable, question: Question): ConnectionQuery {
  const { origin, destination, day, passengers, cabin, currency, nowMs, stopsMax, wanted, similar, selfTransfer, objective } = question;
  const miles = milesOf(timetable.distanceKm(origin, destination));
  const fares = fareDay(cabin, day, nowMs, seatsOf(passengers));
  const price = pricer(currency, passengers);
  return {
    route: { origin, destination, day, fares, miles },
    stopsMax,
    wanted,
    similar,
    selfTransfer,
    objective,
    nowMs,
    price: (seller, dollars) => price(timetable.carriers[seller] as string, dollars),
  };
}

export function oracleQueryOf(question: Question): OracleQuery {
  const { passengers, cabin, currency, nowMs, day } = question;
  return { ...question, fares: fareDay(cabin, day, nowMs, seatsOf(passengers)), price: pricer(currency, passengers) };
}

/** In minor units of the currency; infinite without a rate for what the carrier sells in. */
export function pricer(currency: string, passengers: Passengers): (carrier: string, dollars: number) => number {
  const { perUnit } = modelRates(currency);
  return (carrier, dollars) => {
    const money = partyPrice(dollars, carrier, passengers);
    return Math.round(money.amount * (perUnit.get(money.currency) ?? Number.POSITIVE_INFINITY));
  };
}

/** Sorts as P2 does. */
function line(way: Omit<OracleWay, "flights">, departureUtc: number, key: string, similar: number): string {
  const parts = [way.cost, way.price, way.minutes, departureUtc].map((number) => String(number).padStart(16));
  return `${parts.join(" ")} ${key} of ${way.onFirst} and ${way.stops + 1 - way.onFirst} +${similar}`;
}

function expectedLine({ way, key, similar }: OracleShown): string {
  return line(way, way.flights[0]?.departureUtc as number, key, similar);
}

function lineOf(facts: Facts, { way, similar }: Shown<Way>): string {
  const { origin, destination } = facts.timetable;
  const flights = way.legs.map((leg) => ({ ...leg, from: origin[leg.row] as number, to: destination[leg.row] as number }));
  const [first] = way.tickets;
  return line({ ...way, onFirst: (first?.to ?? 0) - (first?.from ?? 0) }, way.departureUtc, keyOf(facts, { flights }), similar);
}

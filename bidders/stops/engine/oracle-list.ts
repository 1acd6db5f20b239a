/** What the oracle shows of every way: P1 to P4 of `rules.ts`, by comparing all pairs. For tests. */
import { itineraryKey } from "../../../proto/itinerary.ts";
import type { OfferSlice } from "../../../proto/messages.ts";
import type { OracleWay } from "./oracle.ts";
import type { Facts, Flight } from "./oracle-facts.ts";

export interface OracleShown {
  readonly way: OracleWay;
  readonly key: string;
  /** Collapsed into it, of those that stand before the end of the list. */
  readonly similar: number;
}

/** The first `wanted` that are shown. */
export function listOf(facts: Facts, ways: readonly OracleWay[], wanted: number, similar: boolean): OracleShown[] {
  const costs = Float64Array.from(ways, ({ cost }) => cost).sort();
  // Of very many ways only the cheapest are put in order: four times as many, until the list is full.
  for (let some = 64; ; some *= 4) {
    const costMax = costs[some - 1] ?? Number.POSITIVE_INFINITY;
    const cheapest = ways.filter(({ cost }) => cost <= costMax);
    const list = shown(facts, inOrder(facts, cheapest), ways, wanted, similar);
    if (list.length === wanted || cheapest.length === ways.length) return list;
  }
}

function shown(facts: Facts, ordered: readonly OracleWay[], all: readonly OracleWay[], wanted: number, similar: boolean): OracleShown[] {
  const list: (OracleShown & { similar: number })[] = [];
  for (const way of ordered) {
    if (list.length === wanted) break;
    if (ordered.some((other) => beats(other, way)) || all.some((other) => beats(other, way))) continue; // P1
    const first = similar ? undefined : list.find((one) => isSimilar(one.way, way));
    if (first === undefined) list.push({ way, key: keyOf(facts, way), similar: 0 });
    else first.similar++;
  }
  return list;
}

const departureOf = ({ flights }: OracleWay) => (flights[0] as Flight).departureUtc;
const arrivalOf = ({ flights }: OracleWay) => (flights.at(-1) as Flight).arrivalUtc;

/** P1. */
function beats(one: OracleWay, other: OracleWay): boolean {
  if (one.price > other.price || one.stops > other.stops) return false;
  const [left, leaves, arrived, arrives] = [departureOf(one), departureOf(other), arrivalOf(one), arrivalOf(other)];
  if (left < leaves || arrived > arrives) return false;
  return left > leaves || arrived < arrives || one.price < other.price || one.stops < other.stops;
}

/** P2. */
function inOrder(facts: Facts, ways: readonly OracleWay[]): OracleWay[] {
  const keys = new Map<OracleWay, string>();
  const key = (way: OracleWay) => {
    const known = keys.get(way) ?? keyOf(facts, way);
    keys.set(way, known);
    return known;
  };
  return [...ways].sort((a, b) => {
    const level = a.cost - b.cost || a.price - b.price || a.minutes - b.minutes || departureOf(a) - departureOf(b);
    if (level !== 0) return level;
    return key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0;
  });
}

/** P3. */
function isSimilar(one: OracleWay, other: OracleWay): boolean {
  const route = ({ flights }: OracleWay) => flights.map(({ carrier, to }) => `${carrier} ${to}`).join();
  return (
    Math.abs(departureOf(one) - departureOf(other)) <= 60 &&
    Math.abs(arrivalOf(one) - arrivalOf(other)) <= 60 &&
    route(one) === route(other)
  );
}

/** The itinerary key, as an offer of it would have it. */
export function keyOf(facts: Facts, way: { readonly flights: readonly Pick<Flight, "row" | "from" | "to" | "departureUtc">[] }): string {
  const code = (airport: number) => facts.timetable.airports[airport]?.code as string;
  const wallClock = (airport: number, utcMinute: number) =>
    new Date((facts.clocks[airport]?.toLocal(utcMinute) as number) * 60_000).toISOString().slice(0, 16);
  const segments = way.flights.map(({ row, from, to, departureUtc }) => ({
    flightNumber: facts.designator(row),
    origin: code(from),
    destination: code(to),
    departure: wallClock(from, departureUtc),
  }));
  return itineraryKey([{ segments } as unknown as OfferSlice]);
}

/**
 * Which of the engine's rules (`bidders/stops`: ENGINE-1 to ENGINE-9) a journey of a time-only
 * planner breaks. Written once more, so that "it is missing because of a rule" is checked
 * and not assumed.
 */
import {
  CONNECTION_KINDS,
  connectionKind,
  type FlightData,
  INTERLINING,
  interliningOf,
  isSoldOut,
  oneMarket,
  TERMINALS_A_ROW,
  type Timetable,
} from "./engines-access.ts";
import type { DayTrip, Flights, Journey } from "./engines-flights.ts";

export const RULES = [
  "a connection of its kind takes longer (ENGINE-1)",
  "waits more than 12 hours (ENGINE-1)",
  "a detour (ENGINE-4)",
  "carriers that do not sell together (ENGINE-5)",
  "sold out (ENGINE-5)",
  "three times the non-stop flight (ENGINE-7)",
  "a night on a short trip (ENGINE-8)",
  "cabotage (ENGINE-9)",
  "much longer than another way (LIST-5)",
] as const;
export type Rule = (typeof RULES)[number];

/** How long a connection of the engine's takes, and its number of flights. */
interface SoldConnection {
  readonly minutes: number;
  readonly flights: number;
}

/**
 * The first rule of `RULES` that it breaks; undefined: the engine may sell it. `nonstopMinutes`: of
 * the fastest on that day. `ways`: all that the engine sells. What a journey costs is not known, so
 * each may be too expensive for LIST-5.
 */
export function brokenRule(
  flights: Flights,
  trip: DayTrip,
  journey: Journey,
  nonstopMinutes: number | undefined,
  ways: readonly SoldConnection[],
): Rule | undefined {
  const { data, timetable } = flights;
  const legs = journey.flights.map((flight) => legOf(flights, flight));
  const pairs = legs.slice(1).map((next, i) => [legs[i] as ComparedLeg, next] as const);
  const broken: Readonly<Record<Rule, () => boolean>> = {
    "a connection of its kind takes longer (ENGINE-1)": () =>
      pairs.some(([a, b]) => {
        const kind = connectionKind(Number(isInternational(a)), Number(isInternational(b)));
        const { departureTerminal, arrivalTerminal, terminalMinutes } = data.terminals;
        const change =
          TERMINALS_A_ROW * (arrivalTerminal[a.row] as number) +
          (departureTerminal[b.row] as number);
        return (
          b.departure - a.arrival <
          Math.max(
            data.minimumConnections[CONNECTION_KINDS * a.to + kind] as number,
            terminalMinutes[change] as number,
          )
        );
      }),
    "waits more than 12 hours (ENGINE-1)": () =>
      pairs.some(([a, b]) => b.departure - a.arrival > 720),
    "a detour (ENGINE-4)": () =>
      legs.some((_, i) => legs.some((_, j) => j > i && isDetour(timetable, legs.slice(i, j + 1)))),
    "carriers that do not sell together (ENGINE-5)": () =>
      !areSoldTogether(legs.map(({ carrier }) => carrier)),
    "sold out (ENGINE-5)": () => legs.some(({ row, departure }) => isSoldOut(data, row, departure)),
    "three times the non-stop flight (ENGINE-7)": () =>
      nonstopMinutes !== undefined &&
      journey.arrival - journey.departure > 3 * nonstopMinutes + 120,
    "a night on a short trip (ENGINE-8)": () =>
      timetable.distanceKm(trip.origin, trip.destination) < 1200 &&
      pairs.some(
        ([a, b]) => localDay(timetable, a.to, a.arrival) !== localDay(timetable, a.to, b.departure),
      ),
    "cabotage (ENGINE-9)": () =>
      leavesTheCountry(timetable, trip, legs) ||
      legs.some((leg, i) => isTagAlone(data, leg, [legs[i - 1], legs[i + 1]])),
    "much longer than another way (LIST-5)": () =>
      ways.some(
        (way) =>
          way.flights <= journey.flights.length &&
          journey.arrival - journey.departure > Math.min(2 * way.minutes, way.minutes + 720),
      ),
  };
  return RULES.find((rule) => broken[rule]());
}

/** INTERLINE-3 of `bidders/flights`: all partners, or two fares with a change between them. */
function areSoldTogether(carriers: readonly string[]): boolean {
  let [lastBefore, firstAfter] = [-1, carriers.length];
  for (const [i, one] of carriers.entries())
    for (const [j, other] of carriers.entries()) {
      const both = interliningOf(one, other);
      if (i >= j || both === INTERLINING.oneFare) continue;
      if (both === INTERLINING.none) return false;
      lastBefore = Math.max(lastBefore, i);
      firstAfter = Math.min(firstAfter, j);
    }
  return lastBefore < firstAfter;
}

interface ComparedLeg {
  readonly row: number;
  readonly from: number;
  readonly to: number;
  readonly departure: number;
  readonly arrival: number;
  readonly carrier: string;
  readonly countries: readonly [string, string];
}

function legOf(
  { timetable, row, from, to, departure, arrival }: Flights,
  flight: number,
): ComparedLeg {
  const [a, b, r] = [from[flight] as number, to[flight] as number, row[flight] as number];
  const country = (airport: number) => timetable.airports[airport]?.country as string;
  return {
    row: r,
    from: a,
    to: b,
    departure: departure[flight] as number,
    arrival: arrival[flight] as number,
    carrier: timetable.carriers[timetable.carrier[r] as number] as string,
    countries: [country(a), country(b)],
  };
}

const isInternational = ({ countries: [a, b] }: ComparedLeg) => a !== b;

function isDetour(timetable: Timetable, part: readonly ComparedLeg[]): boolean {
  const [start, stop] = [part[0]?.from as number, part.at(-1)?.to as number];
  const [some, none] = timetable.market(start, stop);
  const apart = timetable.distanceKm(start, stop);
  const flown = part.reduce((sum, { from, to }) => sum + timetable.distanceKm(from, to), 0);
  return flown > 1.35 * apart + (some < none ? 300 : Math.min(300 + 2 * apart, 1000));
}

function localDay(timetable: Timetable, airport: number, minute: number): number {
  return Math.floor((timetable.zones[airport]?.toLocal(minute) as number) / 1440);
}

function leavesTheCountry(
  timetable: Timetable,
  { origin, destination }: DayTrip,
  legs: readonly ComparedLeg[],
): boolean {
  const [home, abroad] = [origin, destination].map(
    (airport) => timetable.airports[airport]?.country as string,
  ) as [string, string];
  if (home !== abroad) return false;
  const [some, none] = timetable.market(origin, destination);
  return legs.some(
    ({ countries: [, country] }) => country !== home && (some < none || !oneMarket(country, home)),
  );
}

function isTagAlone(
  { cabotageTags }: FlightData,
  leg: ComparedLeg,
  beside: readonly (ComparedLeg | undefined)[],
): boolean {
  if (cabotageTags[leg.row] === 0) return false;
  return !beside.some(
    (other) =>
      other !== undefined &&
      other.carrier === leg.carrier &&
      cabotageTags[other.row] === 0 &&
      isInternational(other),
  );
}

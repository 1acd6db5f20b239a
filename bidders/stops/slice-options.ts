/**
 * The seam between an answer and the engine that finds connections: one slice's itineraries, in
 * rounds.
 */
import type { FlightSearch, Money, Objective } from "../../proto/messages.ts";
import { partyPrice } from "../flights/fares/fare.ts";
import type { SliceOption } from "../flights/itineraries/option.ts";
import type { Route } from "../flights/itineraries/route.ts";
import { departureOn } from "../flights/timetable/departures.ts";
import type { Departure, Timetable } from "../flights/timetable/timetable.ts";
import type { Shown } from "./engine/best-list.ts";
import type { Way } from "./engine/chain-itineraries.ts";
import { connections } from "./engine/connection-search.ts";
import type { Network } from "./engine/network.ts";
import { CONNECTIONS_MAX } from "./engine/rules.ts";

/** What is certain to be among the best, before all is known. */
export interface Round {
  readonly options: readonly SliceOption[];
  /** Of two tickets each, which the traveller changes between by himself. */
  readonly selfTransfers: readonly SelfTransfer[];
  /**
   * Nothing that follows costs less, in minor units of the search's currency; infinite where
   * nothing follows.
   */
  readonly floor: number;
}

/**
 * Two ways to fly one after the other, each with its own seller; one changes from one to the other
 * at `airport`.
 */
export interface SelfTransfer {
  readonly tickets: readonly SliceOption[];
  readonly airport: string;
  readonly similar: number;
}

export interface RoundQuery {
  readonly route: Route;
  readonly request: FlightSearch;
  readonly nowMs: number;
  readonly objective: Objective;
  /** How many itineraries are told, the best by cost. */
  readonly wanted: number;
  readonly selfTransfer: boolean;
  /** An amount in minor units of the search's currency; undefined when there is no rate for it. */
  convert(money: Money): number | undefined;
  /** An itinerary was left out, because this currency has no rate. */
  unpriced(currency: string): void;
}

/**
 * The best itineraries of one slice, in rounds, one for each number of stops that has any.
 * `undefined` is a breath.
 */
export function* connectionsOf(
  network: Network,
  query: RoundQuery,
): Generator<undefined | Round, void> {
  const { route, request, nowMs, objective, wanted, selfTransfer } = query;
  const { timetable } = network;
  const steps = connections(network, {
    route,
    stopsMax: Math.min(request.maxStops, CONNECTIONS_MAX),
    wanted,
    similar: request.similar,
    selfTransfer,
    objective,
    nowMs,
    price: (seller, dollars) => {
      const money = partyPrice(dollars, timetable.carriers[seller] as string, request.passengers);
      const converted = query.convert(money);
      if (converted === undefined) query.unpriced(money.currency);
      return converted ?? Number.POSITIVE_INFINITY;
    },
  });
  for (const round of steps) yield round && { ...told(timetable, round.found), floor: round.floor };
}

function told(
  timetable: Timetable,
  found: readonly Shown<Way>[],
): Pick<Round, "options" | "selfTransfers"> {
  const options: SliceOption[] = [];
  const selfTransfers: SelfTransfer[] = [];
  for (const { way, similar } of found) {
    const tickets = ticketsOf(timetable, way);
    const [first, second] = tickets;
    if (second === undefined) options.push({ ...(first as SliceOption), similar });
    else selfTransfers.push({ tickets, airport: startOf(timetable, second), similar });
  }
  return { options, selfTransfers };
}

function ticketsOf(timetable: Timetable, { legs, tickets }: Way): SliceOption[] {
  return tickets.map(({ from, to, seller, dollars }) => ({
    departures: legs
      .slice(from, to)
      .map(({ row, day }) => departureOn(timetable, row, day) as Departure),
    fares: [{ seller: timetable.carriers[seller] as string, dollars }],
  }));
}

function startOf(timetable: Timetable, { departures }: SliceOption): string {
  return timetable.airports[timetable.origin[departures[0]?.row as number] as number]
    ?.code as string;
}

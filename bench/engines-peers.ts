/**
 * Public planners from npm, each with the same flights as lines of one leg. They are in a
 * package of their own (`bench/peers`), which `npm run bench -- peers` installs: one of them is
 * under the GPL, and none is needed for anything else.
 *
 * raptor-journey-planner: RAPTOR with a range query. It has no limit of changes, and a minimum
 * change time for each stop.
 *
 * minotor: RAPTOR for one departure at a time, with a limit of changes. It has no change time
 * within a stop, so here the change time is part of the arrival. It is asked again from just after
 * each departure that it has found: the range query of the other planner does the same.
 */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import {
  type DayTrip,
  type Flights,
  type Journey,
  PEER_FLIGHTS_MAX,
  type Planner,
} from "./engines-flights.ts";
import { PEERS_FOLDER } from "./install-peers.ts";

/** Those that are installed: all or none. */
export async function peers(): Promise<readonly ((flights: Flights) => Planner)[]> {
  if (!existsSync(join(PEERS_FOLDER, "node_modules", "minotor"))) return [];
  const { raptorJourneyPlanner, minotor, versions } = (await import(
    pathToFileURL(join(PEERS_FOLDER, "index.js")).href
  )) as PeerModules;
  return [
    (flights) => ({
      name: `raptor-journey-planner ${versions.raptorJourneyPlanner}`,
      plan: planWithRaptor(raptorJourneyPlanner, flights),
    }),
    (flights) => ({ name: `minotor ${versions.minotor}`, plan: planWithMinotor(minotor, flights) }),
  ];
}

/** What we use of them: the types of two packages that are usually not there. */
interface PeerModules {
  readonly versions: Readonly<Record<"raptorJourneyPlanner" | "minotor", string>>;
  readonly raptorJourneyPlanner: RaptorJourneyPlanner;
  readonly minotor: Minotor;
}

interface RaptorJourneyPlanner {
  readonly RaptorAlgorithmFactory: {
    create(trips: unknown[], transfers: object, interchange: Record<string, number>): unknown;
  };
  readonly Service: new (
    startDate: number,
    endDate: number,
    days: Record<number, boolean>,
    dates: object,
  ) => unknown;
  readonly JourneyFactory: new () => unknown;
  readonly MultipleCriteriaFilter: new () => unknown;
  readonly RangeQuery: new (
    raptor: unknown,
    results: unknown,
    maxSearchDays: number,
    filters: unknown[],
  ) => {
    plan(
      origin: string,
      destination: string,
      date: Date,
      time: number,
      endTime: number,
    ): { legs: { trip: { tripId: string } }[]; departureTime: number; arrivalTime: number }[];
  };
}

interface Minotor {
  readonly Time: { fromSeconds(seconds: number): MinotorTime };
  readonly Duration: { zero(): unknown };
  readonly Timetable: new (
    stops: Map<string, unknown>,
    routes: Map<string, unknown>,
    services: Map<string, unknown>,
  ) => unknown;
  readonly StopsIndex: new (stops: Map<string, unknown>) => unknown;
  readonly Query: { readonly Builder: new () => MinotorQuery };
  readonly Router: new (
    timetable: unknown,
    stops: unknown,
  ) => { route(query: unknown): { earliestArrivalsPerRound: Map<string, MinotorLabel>[] } };
}

interface MinotorTime {
  toSeconds(): number;
}

interface MinotorLabel {
  readonly leg?: {
    readonly from: { readonly id: string };
    readonly departureTime: MinotorTime;
    readonly arrivalTime: MinotorTime;
  };
}

interface MinotorQuery {
  from(stop: string): MinotorQuery;
  to(stop: string): MinotorQuery;
  departureTime(time: MinotorTime): MinotorQuery;
  maxTransfers(transfers: number): MinotorQuery;
  minTransferTime(duration: unknown): MinotorQuery;
  build(): unknown;
}

/**
 * Both count seconds from a midnight, and in places read zero as "no value": so our midnight is a
 * minute before the first flight.
 */
const clock = ({ startsAt }: Flights) => ({
  seconds: (minute: number) => 60 * (minute - startsAt + 1),
  minute: (seconds: number) => Math.floor(seconds / 60) + startsAt - 1,
});

const codesOf = ({ timetable }: Flights): string[] => timetable.airports.map(({ code }) => code);

/**
 * Airports with a flight in and those with one out: both planners fail on an unknown
 * stop.
 */
function servedBy({ from, to }: Flights): (trip: DayTrip) => boolean {
  const [out, into] = [new Set(from), new Set(to)];
  return ({ origin, destination }) => out.has(origin) && into.has(destination);
}

function planWithRaptor(library: RaptorJourneyPlanner, flights: Flights): Planner["plan"] {
  const { seconds } = clock(flights);
  const codes = codesOf(flights);
  const always = new library.Service(
    0,
    99_999_999,
    { 0: true, 1: true, 2: true, 3: true, 4: true, 5: true, 6: true },
    {},
  );
  const trips = Array.from(flights.row, (_, i) => {
    const [from, to] = [codes[flights.from[i] as number], codes[flights.to[i] as number]];
    const [departs, arrives] = [
      seconds(flights.departure[i] as number),
      seconds(flights.arrival[i] as number),
    ];
    return {
      tripId: String(i),
      serviceId: "always",
      service: always,
      stopTimes: [
        { stop: from, arrivalTime: departs, departureTime: departs, pickUp: true, dropOff: false },
        { stop: to, arrivalTime: arrives, departureTime: arrives, pickUp: false, dropOff: true },
      ],
    };
  });
  const interchange = Object.fromEntries(
    codes.map((code, i) => [code, 60 * (flights.changeMinutes[i] as number)]),
  );
  const algorithm = library.RaptorAlgorithmFactory.create(trips, {}, interchange);
  const query = new library.RangeQuery(algorithm, new library.JourneyFactory(), 1, [
    new library.MultipleCriteriaFilter(),
  ]);
  const serves = servedBy(flights);
  return (trip) => {
    if (!serves(trip)) return [];
    const [origin, destination] = [codes[trip.origin] as string, codes[trip.destination] as string];
    const found = query.plan(
      origin,
      destination,
      new Date(0),
      seconds(trip.from),
      seconds(trip.to),
    );
    return found.map(({ legs }) =>
      journeyOf(
        flights,
        legs.map(({ trip: { tripId } }) => Number(tripId)),
      ),
    );
  };
}

/** The flights as minotor's timetable, its stops, and which flight a leg of its answers is. */
function minotorTimetable(library: Minotor, flights: Flights, codes: readonly string[]) {
  const { Time } = library;
  const { seconds } = clock(flights);
  const stops = new Map(
    codes.map((id) => [
      id,
      { id, name: id, children: [], locationType: "SIMPLE_STOP_OR_PLATFORM" },
    ]),
  );
  const adjacency = new Map(codes.map((id) => [id, { transfers: [], routes: [] as string[] }]));
  const routes = new Map<
    string,
    {
      stopTimes: object[];
      stops: string[];
      stopIndices: Map<string, number>;
      serviceRouteId: string;
    }
  >();
  const flightOf = new Map<string, number>();
  for (let i = 0; i < flights.row.length; i++) {
    const [from, to] = [
      codes[flights.from[i] as number] as string,
      codes[flights.to[i] as number] as string,
    ];
    const id = `${from}-${to}`;
    const indices = new Map([from, to].map((stop, index) => [stop, index]));
    const route = routes.get(id) ?? {
      stopTimes: [],
      stops: [from, to],
      stopIndices: indices,
      serviceRouteId: "flights",
    };
    if (!routes.has(id)) {
      routes.set(id, route);
      for (const stop of [from, to]) adjacency.get(stop)?.routes.push(id);
    }
    const departs = Time.fromSeconds(seconds(flights.departure[i] as number));
    const ready = Time.fromSeconds(
      seconds(
        (flights.arrival[i] as number) + (flights.changeMinutes[flights.to[i] as number] as number),
      ),
    );
    route.stopTimes.push({
      arrival: departs,
      departure: departs,
      pickUpType: "REGULAR",
      dropOffType: "NOT_AVAILABLE",
    });
    route.stopTimes.push({
      arrival: ready,
      departure: ready,
      pickUpType: "NOT_AVAILABLE",
      dropOffType: "REGULAR",
    });
    flightOf.set(`${id}@${flights.departure[i]}`, i);
  }
  const timetable = new library.Timetable(
    adjacency,
    routes,
    new Map([["flights", { type: "RAIL", name: "flights" }]]),
  );
  return { timetable, stops, flightOf };
}

function planWithMinotor(library: Minotor, flights: Flights): Planner["plan"] {
  const { Time, Duration, Query } = library;
  const { seconds, minute } = clock(flights);
  const codes = codesOf(flights);
  const { timetable, stops, flightOf } = minotorTimetable(library, flights, codes);
  const router = new library.Router(timetable, new library.StopsIndex(stops));
  const serves = servedBy(flights);

  const chain = (
    rounds: readonly Map<string, MinotorLabel>[],
    k: number,
    stop: string,
  ): number[] => {
    const leg = rounds[k]?.get(stop)?.leg;
    if (leg === undefined) return [];
    const flight = flightOf.get(
      `${leg.from.id}-${stop}@${minute(leg.departureTime.toSeconds())}`,
    ) as number;
    return [...chain(rounds, k - 1, leg.from.id), flight];
  };

  return (trip) => {
    const [origin, destination] = [codes[trip.origin] as string, codes[trip.destination] as string];
    const journeys: Journey[] = [];
    if (!serves(trip)) return journeys;
    for (let from = trip.from; from < trip.to; ) {
      const query = new Query.Builder()
        .from(origin)
        .to(destination)
        .departureTime(Time.fromSeconds(seconds(from)))
        .maxTransfers(PEER_FLIGHTS_MAX - 1)
        .minTransferTime(Duration.zero())
        .build();
      const rounds = router.route(query).earliestArrivalsPerRound;
      const found = rounds.flatMap((round, k) =>
        k > 0 && round.has(destination) ? [journeyOf(flights, chain(rounds, k, destination))] : [],
      );
      if (found.length === 0) break;
      journeys.push(...found);
      from = Math.min(...found.map(({ departure }) => departure)) + 1;
    }
    return journeys;
  };
}

function journeyOf({ departure, arrival }: Flights, flights: readonly number[]): Journey {
  return {
    departure: departure[flights[0] as number] as number,
    arrival: arrival[flights.at(-1) as number] as number,
    flights,
  };
}

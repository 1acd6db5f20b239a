/**
 * What the flight engine is asked: a sample that is the same in every run, and long hard ones by
 * name.
 */
import { randomFrom } from "../common/runtime/seeded-random.ts";
import { SORTS } from "../proto/messages.ts";
import {
  type BenchQuestion,
  dayNumberOf,
  isoDate,
  NOW_MS,
  type Timetable,
} from "./engines-access.ts";

/** Today and the 360 days after: as far ahead as airlines sell. */
const DAYS = 361;

export const TODAY = Math.floor(NOW_MS / 86_400_000);

/**
 * Whether both ends were drawn by how many flights they have, or each airport as often as any
 * other: most of those are hard to reach.
 */
const DRAWN = ["by traffic", "any two airports"] as const;
export type Drawn = (typeof DRAWN)[number];

interface Sampled extends BenchQuestion {
  readonly drawn: Drawn;
}

/** Any day; the three orders, and the draws of a market, in turn. */
export function sample(
  timetable: Timetable,
  count: number,
  maxStops: number,
  seed: number,
  draws: readonly [Drawn, ...Drawn[]] = DRAWN,
): Sampled[] {
  const random = randomFrom(seed);
  const byTraffic = airportsByTraffic(timetable);
  const draw: Readonly<Record<Drawn, () => number>> = {
    "by traffic": () => byTraffic(random()),
    "any two airports": () => Math.floor(random() * timetable.airports.length),
  };
  return Array.from({ length: count }, (_, i) => {
    const drawn = draws[i % draws.length] as Drawn;
    const origin = draw[drawn]();
    let destination = origin;
    while (destination === origin) destination = draw[drawn]();
    const [from, to] = [origin, destination].map(
      (airport) => timetable.airports[airport]?.code as string,
    ) as [string, string];
    const date = isoDate(TODAY + Math.floor(random() * DAYS));
    return {
      origin: from,
      destination: to,
      date,
      sort: SORTS[i % SORTS.length] as BenchQuestion["sort"],
      maxStops,
      drawn,
    };
  });
}

/**
 * Returns a function that maps a number below 1 to an airport, each with its share of departures.
 */
function airportsByTraffic(timetable: Timetable): (share: number) => number {
  const upTo: number[] = [];
  let sum = 0;
  for (let airport = 0; airport < timetable.airports.length; airport++) {
    const [from, to] = timetable.departures(airport);
    for (let row = from; row < to; row++)
      for (let days = timetable.days[row] as number; days > 0; days &= days - 1) sum++;
    upTo.push(sum);
  }
  return (share) => {
    let [low, high] = [0, upTo.length - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((upTo[middle] as number) <= share * sum) low = middle + 1;
      else high = middle;
    }
    return low;
  };
}

/**
 * Remote airports, half the world apart: some without an offer within three connections, which the
 * engine has to find out too, and some with a great many itineraries. The timetable has neither
 * Reykjavik's city airport (REK) nor Ushuaia (USH): KEF and Punta Arenas (PUQ) replace them.
 */
const HARD_MARKETS =
  "AKL-KEF PUQ-LYR IVL-TRW KEF-TRW KEF-ZQN KEF-HBA FAI-HBA HNL-TLV HNL-WDH HNL-ZNZ YVR-JNB LIM-USM GPS-HKT KTI-GYE TLV-RAR PEK-SCL".split(
    " ",
  );

/** A Thursday, far enough ahead for flights to have seats. */
export const HARD_DATE = isoDate(dayNumberOf("2027-03-18"));

/** As far as the timetable has both ends: another timetable may lack some. */
export function hardQuestions(timetable: Timetable): BenchQuestion[] {
  return HARD_MARKETS.flatMap((market) => {
    const [origin, destination] = market.split("-") as [string, string];
    if (timetable.airport(origin) < 0 || timetable.airport(destination) < 0) return [];
    return [{ origin, destination, date: HARD_DATE, sort: "best", maxStops: 3 }];
  });
}

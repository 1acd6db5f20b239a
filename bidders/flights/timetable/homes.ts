/**
 * Which state a carrier is of. A timetable does not say it, but shows it.
 *
 * HOME-1 A carrier's home is the country where most of its departures are; the alphabetically first
 *   where several are level. Carriers of the table below have theirs whatever the timetable shows:
 *   a part of a schedule may show another.
 */
import { keysByCode } from "../../../common/text/code-table.ts";
import { daysAWeek } from "./departures.ts";
import type { Index, Timetable } from "./timetable.ts";

/**
 * Keyed by ISO 3166 alpha-2. Carriers of states that closures name (`closures/`), by their air
 * operator certificates of 2025 (the registers of Russia's Federal Air Transport Agency and of
 * Belarus' Department of Aviation); and Air Tahiti Nui, which has more departures from the United
 * States.
 */
const BY_HAND: Readonly<Record<string, string>> = {
  RU: "SU S7 U6 UT DP FV N4 5N 7R Y7 I8 WZ A4 EO 6R HZ R3 YC IO",
  BY: "B2",
  PF: "TN",
};

const KNOWN_HOMES: ReadonlyMap<string, string> = keysByCode(BY_HAND);

/** The home that the table has for a carrier. */
export function knownHomeOf(carrier: string): string | undefined {
  return KNOWN_HOMES.get(carrier);
}

/** A carrier's departures from one country. */
interface HomeDepartures {
  readonly carrier: string;
  readonly country: string;
  readonly departures: number;
}

/** Keyed by carrier, the country of its home (HOME-1). */
export function homesOf(departures: Iterable<HomeDepartures>): Map<string, string> {
  const counts = new Map<string, Map<string, number>>();
  for (const { carrier, country, departures: more } of departures) {
    const byCountry = counts.get(carrier) ?? new Map<string, number>();
    byCountry.set(country, (byCountry.get(country) ?? 0) + more);
    counts.set(carrier, byCountry);
  }
  const homes = new Map<string, string>();
  for (const [carrier, byCountry] of counts) {
    const [first] = [...byCountry].sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1));
    homes.set(carrier, knownHomeOf(carrier) ?? (first?.[0] as string));
  }
  return homes;
}

const known = new WeakMap<Timetable, ReadonlyMap<string, string>>();

/** The same for the rows of a timetable. Worked out once: closures and rights ask for it. */
export function homesIn(timetable: Timetable): ReadonlyMap<string, string> {
  const homes = known.get(timetable) ?? homesOfRows(timetable);
  known.set(timetable, homes);
  return homes;
}

function homesOfRows(timetable: Timetable): Map<string, string> {
  const { rows, carrier, carriers, origin, airports, days } = timetable;
  const countries = [...new Set(airports.map(({ country }) => country))];
  const countryOf = Uint16Array.from(airports, ({ country }) => countries.indexOf(country));
  // Rows are many: they are added up as numbers first.
  const counts = new Uint32Array(carriers.length * countries.length);
  for (let row = 0; row < rows; row++) {
    const country = countryOf[origin[row] as Index] as number;
    const at = (carrier[row] as Index) * countries.length + country;
    counts[at] = (counts[at] as number) + daysAWeek(days[row] as number);
  }
  const departures = Array.from(counts, (count, at) => ({
    carrier: carriers[Math.floor(at / countries.length)] as string,
    country: countries[at % countries.length] as string,
    departures: count,
  }));
  return homesOf(departures.filter((one) => one.departures > 0));
}

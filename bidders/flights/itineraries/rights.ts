/**
 * Who may carry whom within one country (cabotage: Chicago Convention, article 7). The timetable
 * names no carrier's country, but shows it.
 *
 * CABOTAGE-1 A carrier's home is the country where most of its departures are. The alphabetically
 *   first where several are level.
 * CABOTAGE-2 It sells domestic flights at home; where it flies so many of them that it counts as at
 *   home there (LATAM in Peru and Chile, Jetstar in New Zealand); and, from Europe's single
 *   aviation market, in all of it.
 * CABOTAGE-3 Any other domestic flight is a tag: a long flight goes on from its first stop (QF Los
 *   Angeles - New York, SQ Johannesburg - Cape Town). It is never sold alone: only next to an
 *   international flight of the same carrier.
 * CABOTAGE-4 A trip within one country does not leave it; but in Europe's single market, where
 *   there is no non-stop flight, it may touch the other countries of that: Glasgow - Amsterdam -
 *   Southampton.
 *
 * Countries are those of ISO 3166: Guam, Puerto Rico, Hong Kong and Réunion count as countries, as
 * their flights do by distance.
 */
import { daysAWeek } from "../timetable/departures.ts";
import { sharedOf } from "../timetable/shared-columns.ts";
import type { Index, Timetable } from "../timetable/timetable.ts";

/**
 * The European Common Aviation Area's states that fly freely within each other: the European Union,
 * Iceland, Liechtenstein, Norway and Switzerland; and the United Kingdom, which had left it by 2021
 * but whose carriers (and easyJet, Ryanair, Wizz) keep one company on each side.
 */
const SINGLE_MARKET = new Set(
  "AT BE BG HR CY CZ DK EE FI FR DE GR HU IE IT LV LT LU MT NL PL PT RO SK SI ES SE IS LI NO CH GB".split(
    " ",
  ),
);

/**
 * So many domestic departures a week make it at home there, and are no tags: the largest tags of
 * the timetable are daily to thrice daily.
 */
const HOUSE_DEPARTURES_A_WEEK = 50;

/**
 * Whether two countries are one to a carrier (CABOTAGE-2), and to a trip without a non-stop flight
 * (CABOTAGE-4).
 */
export function oneMarket(country: string, other: string): boolean {
  return country === other || (SINGLE_MARKET.has(country) && SINGLE_MARKET.has(other));
}

/**
 * By row: 1 for a domestic flight whose carrier may not sell it alone (CABOTAGE-3). In shared
 * memory; some 30 ms for the world.
 */
export function cabotageTagsOf(timetable: Timetable): Uint8Array {
  const { rows, carrier, days, airports, carriers, origin, destination } = timetable;
  const countries = [...new Set(airports.map(({ country }) => country))].sort();
  const countryOf = Uint16Array.from(airports, ({ country }) => countries.indexOf(country));
  // Departures a week by carrier and country, as numbers: rows are many.
  const all = new Uint32Array(carriers.length * countries.length);
  const domestic = new Uint32Array(all.length);
  for (let row = 0; row < rows; row++) {
    const from = countryOf[origin[row] as Index] as number;
    const at = (carrier[row] as Index) * countries.length + from;
    const departures = daysAWeek(days[row] as number);
    all[at] = (all[at] as number) + departures;
    if (from === countryOf[destination[row] as Index])
      domestic[at] = (domestic[at] as number) + departures;
  }
  const homes = carriers.map((_, i) => homeOf(all, i * countries.length, countries.length));
  return sharedOf(Uint8Array, rows, (row) => {
    const from = countryOf[origin[row] as Index] as number;
    if (from !== countryOf[destination[row] as Index]) return 0;
    const code = carrier[row] as Index;
    const at = code * countries.length + from;
    if ((domestic[at] as number) >= HOUSE_DEPARTURES_A_WEEK) return 0;
    const home = countries[homes[code] as number] as string;
    return oneMarket(countries[from] as string, home) ? 0 : 1;
  });
}

/** The index of the country with most departures, the first of those that are level. */
function homeOf(departures: Uint32Array, start: number, countries: number): number {
  let home = 0;
  for (let i = 1; i < countries; i++)
    if ((departures[start + i] as number) > (departures[start + home] as number)) home = i;
  return home;
}

/** ISO 3166 alpha-2 of where a row's flight leaves and arrives. */
export function countriesOf(timetable: Timetable, row: Index): [from: string, to: string] {
  const country = (airport: Index | undefined) =>
    timetable.airports[airport as Index]?.country as string;
  return [country(timetable.origin[row]), country(timetable.destination[row])];
}

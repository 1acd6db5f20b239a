/**
 * Who may carry whom: within one country (cabotage: Chicago Convention, article 7), and between two
 * countries (the freedoms of the air). The timetable names no carrier's country, but shows it.
 *
 * CABOTAGE-1 A carrier's home is that of HOME-1 (`timetable/homes.ts`).
 * CABOTAGE-2 It sells domestic flights at home; where it flies so many of them that it counts as at
 *   home there (LATAM in Peru and Chile, Jetstar in New Zealand); and, from Europe's single
 *   aviation market, in all of it.
 * CABOTAGE-3 Any other domestic flight is a tag: a long flight goes on from its first stop (QF Los
 *   Angeles - New York, SQ Johannesburg - Cape Town). It is never sold alone: only next to an
 *   international flight of the same carrier that is not a tag itself.
 * CABOTAGE-4 A trip within one country does not leave it; but in Europe's single market, where
 *   there is no non-stop flight, it may touch the other countries of that: Glasgow - Amsterdam -
 *   Southampton.
 * CABOTAGE-5 A carrier sells flights between two countries where it is at home in one of them (in
 *   Europe's single market, from anywhere in it); African carriers between African states; and the
 *   markets of `fifth-freedom.ts`. Any other is a tag too, as in CABOTAGE-3 (TP Miami - Bogota, AA
 *   Seoul - Shanghai). For this a territory counts as its state, and groups have several homes.
 * CABOTAGE-6 CABOTAGE-5 judges carriers most of whose departures leave or reach their home: a part
 *   of a schedule may not show it.
 *
 * For CABOTAGE-1 to 4, countries are those of ISO 3166: Guam, Puerto Rico, Hong Kong and Réunion
 * count as countries, as their flights do by distance.
 */
import { daysAWeek } from "../timetable/departures.ts";
import { homesIn } from "../timetable/homes.ts";
import { sharedOf } from "../timetable/shared-columns.ts";
import type { Index, Timetable } from "../timetable/timetable.ts";
import { isSoldAlone, isWithinAfrica, otherHomesOf, stateOf } from "./fifth-freedom.ts";

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
 * A carrier with this number of domestic departures a week is at home there. Fewer may be tags: the
 * largest tags of the timetable are flown once to three times a day.
 */
const HOUSE_DEPARTURES_A_WEEK = 50;

/**
 * Whether two countries are one to a carrier (CABOTAGE-2), and to a trip without a non-stop flight
 * (CABOTAGE-4).
 */
export function oneMarket(country: string, other: string): boolean {
  return country === other || (SINGLE_MARKET.has(country) && SINGLE_MARKET.has(other));
}

/** A carrier's departures a week between two countries, in this direction. */
interface CountryDepartures {
  readonly from: string;
  readonly to: string;
  departures: number;
  isTag: boolean;
}

/**
 * Marks each row with 1 whose carrier may not sell its flight alone (CABOTAGE-3, CABOTAGE-5). The
 * column is in shared memory; computing it takes some 40 ms for the world.
 */
export function cabotageTagsOf(timetable: Timetable): Uint8Array {
  const { rows, carrier, days, airports, carriers, origin, destination } = timetable;
  const countries = [...new Set(airports.map(({ country }) => country))];
  const countryOf = Uint16Array.from(airports, ({ country }) => countries.indexOf(country));
  const flown = carriers.map(() => new Map<number, CountryDepartures>());
  const flownOf = Array.from({ length: rows }, (_, row) => {
    const from = countryOf[origin[row] as Index] as number;
    const to = countryOf[destination[row] as Index] as number;
    const pairs = flown[carrier[row] as Index] as Map<number, CountryDepartures>;
    const key = from * countries.length + to;
    let pair = pairs.get(key);
    if (pair === undefined) {
      pair = {
        from: countries[from] as string,
        to: countries[to] as string,
        departures: 0,
        isTag: false,
      };
      pairs.set(key, pair);
    }
    pair.departures += daysAWeek(days[row] as number);
    return pair;
  });
  const homes = homesIn(timetable);
  for (const [i, pairs] of flown.entries()) {
    const code = carriers[i] as string;
    const home = homes.get(code);
    if (home !== undefined) markTags([...pairs.values()], home, otherHomesOf(code));
  }
  return sharedOf(Uint8Array, rows, (row) => {
    if (!flownOf[row]?.isTag) return 0;
    const [from, to] = [airports[origin[row] as Index], airports[destination[row] as Index]];
    const code = carriers[carrier[row] as Index] as string;
    return isSoldAlone(code, from?.code ?? "", to?.code ?? "") ? 0 : 1;
  });
}

/** Marks those of one carrier that are tags by their countries. */
function markTags(
  flown: readonly CountryDepartures[],
  home: string,
  otherHomes: readonly string[],
): void {
  const houses = new Set(
    flown
      .filter(({ from, to, departures }) => from === to && departures >= HOUSE_DEPARTURES_A_WEEK)
      .map(({ from }) => from),
  );
  const states = [home, ...otherHomes].map(stateOf);
  const isHome = (country: string) =>
    houses.has(country) || states.some((state) => oneMarket(stateOf(country), state));
  let [all, atHome] = [0, 0];
  for (const { from, to, departures } of flown) {
    all += departures;
    if (isHome(from) || isHome(to)) atHome += departures;
  }
  for (const pair of flown) {
    const { from, to } = pair;
    pair.isTag =
      from === to
        ? !houses.has(from) && !oneMarket(from, home)
        : 2 * atHome > all && !isHome(from) && !isHome(to) && !isWithinAfrica(home, from, to);
  }
}

/** ISO 3166 alpha-2 of where a row's flight leaves and arrives. */
export function countriesOf(timetable: Timetable, row: Index): [from: string, to: string] {
  const country = (airport: Index | undefined) =>
    timetable.airports[airport as Index]?.country as string;
  return [country(timetable.origin[row]), country(timetable.destination[row])];
}

/**
 * Countries by name in which no airport has flights.
 *
 * UNSERVED-1 A text that no place matches and that is the whole name of a country, in any of its
 *    names (COUNTRY-1), without flights in the timetable that ships is known as that: it is not
 *    said to be nothing.
 */
import { allAirports } from "../../common/places/airports.ts";
import { countriesByName } from "./country-names.ts";
import { folded } from "./folded-text.ts";

/** ISO 3166 alpha-2: those without any airport in our table. */
const WITHOUT_AIRPORTS: Readonly<Record<string, string>> = {
  AD: "Andorra",
  LI: "Liechtenstein",
  MC: "Monaco",
  PN: "Pitcairn Islands",
  PS: "Palestine",
  SM: "San Marino",
  TK: "Tokelau",
  VA: "Vatican City",
};

interface Country {
  /** ISO 3166 alpha-2. */
  readonly code: string;
  readonly name: string;
}

type Lookup = (text: string) => Country | undefined;

let lookup: Lookup | undefined;

/** Undefined: the text is no country's name, or there are flights. */
export function unservedCountry(text: string): Country | undefined {
  lookup ??= madeLookup();
  return lookup(text);
}

/** Takes some milliseconds: names in twelve languages. */
function madeLookup(): Lookup {
  const names = new Map(Object.entries(WITHOUT_AIRPORTS));
  const served = new Set<string>();
  for (const { country, countryName, departuresPerWeek } of allAirports()) {
    names.set(country, countryName);
    if (departuresPerWeek > 0) served.add(country);
  }
  const byName = countriesByName(names);
  return (text) => {
    const code = byName.get(folded(text))?.country;
    if (code === undefined || served.has(code)) return undefined;
    return { code, name: names.get(code) ?? code };
  };
}

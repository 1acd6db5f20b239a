/**
 * The names of countries, as travellers write them in a search box: in some languages, as ICU has
 * them (`Deutschland`, `Japón`), and usual short forms.
 */
import { folded } from "./folded-text.ts";

/** Of the countries with the most travellers among those that write in Latin letters. */
const LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "pl", "tr", "sv", "da", "nb"];

/** Short and former forms that ICU has in no language above. Keyed by ISO 3166 alpha-2. */
export const SHORT_NAMES: Readonly<Record<string, readonly string[]>> = {
  AE: ["UAE", "Emirates"],
  BA: ["Bosnia"],
  CD: ["DRC", "DR Congo", "Zaire"],
  CG: ["Congo"],
  CI: ["Ivory Coast"],
  CZ: ["Czech Republic"],
  DO: ["DR"],
  GB: ["UK", "GB", "Great Britain", "Britain", "England"],
  KR: ["Korea", "South Korea"],
  MM: ["Burma"],
  NL: ["Holland"],
  NZ: ["NZ"],
  PH: ["Philippines"],
  PS: ["Palestine"],
  SZ: ["Swaziland"],
  TR: ["Turkey"],
  US: ["USA", "US", "America", "United States of America"],
};

/**
 * Of these an airport has the code too, and few travellers mean it: Concord in North Carolina
 * (USA), Mount Aue in Papua New Guinea (UAE), Dirico in Angola (DRC).
 */
const BEFORE_CODES = new Set(["usa", "uae", "drc"]);

interface CountryName {
  /** ISO 3166 alpha-2. */
  readonly country: string;
  /**
   * What of the same name it stands before: also the airport of that code; cities elsewhere
   * (`Armenia` in Colombia); or not even those, as a name in another language (`Granada`, which is
   * Grenada in Spanish).
   */
  readonly before: "codes" | "cities" | "nothing";
}

/**
 * Countries by each of their names, folded. A name of two countries is that of the first that has
 * it: as a short form, in this project's table, then in the order of the languages.
 * @param countries the codes, and the name that this project's table has for each
 */
export function countriesByName(
  countries: ReadonlyMap<string, string>,
): ReadonlyMap<string, CountryName> {
  const names = new Map<string, CountryName>();
  const add = (name: string, country: string, before: CountryName["before"]) => {
    const key = folded(name);
    if (key !== "" && !names.has(key))
      names.set(key, { country, before: BEFORE_CODES.has(key) ? "codes" : before });
  };
  for (const country of countries.keys())
    for (const name of SHORT_NAMES[country] ?? []) add(name, country, "cities");
  for (const [country, name] of countries) add(name, country, "cities");
  for (const language of LANGUAGES) {
    const named = new Intl.DisplayNames(language, { type: "region", fallback: "none" });
    for (const country of countries.keys()) {
      const name = /^[A-Z]{2}$/.test(country) ? named.of(country) : undefined;
      if (name !== undefined) add(name, country, "nothing");
    }
  }
  return names;
}

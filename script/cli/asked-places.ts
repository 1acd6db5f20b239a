/**
 * The places of a search as its user writes them: by code, by city, country or name. The rule is
 * that of the page (MEANT-1), and what it does not decide is a mistake here: nobody sees the other
 * choices of a script.
 *
 * ASKPLACE-1 Three capitals, and those with `.all` for a city, are the code that the gateway
 *    receives, unread. Any other text is the place that the page takes for it, and stderr says which
 *    one; where others may be meant as well, it is a usage error that lists them with their codes.
 */
import { PLACE_TEXT_LENGTH_MAX, placesOrCountry } from "../../gateway/places/answered-places.ts";
import { knownPlaces } from "../../gateway/places/known-places.ts";
import {
  codeOfValue,
  meantPlaces,
  placeText,
  placeValueOf,
  takenNote,
} from "../../gateway/web/shared/meant-place.js";
import type { Fault } from "../../proto/errors.ts";

/** A code; of a city with `.all` where it must not be taken for the airport of the same code. */
export interface AskedPlace {
  readonly code: string;
  readonly isCity: boolean;
}

const index = knownPlaces();

/** What reading the arguments finds, beside the search. */
export interface Remarks {
  readonly faults: Fault[];
  /** What names were taken for. */
  readonly notes: string[];
}

/**
 * @param argument that the place is written in
 * @returns undefined where the text stands for no place: `faults` says why
 */
export function askedPlace(
  written: string,
  argument: string,
  { faults, notes }: Remarks,
): AskedPlace | undefined {
  const text = written.trim();
  const code = codeOfValue(text);
  if (code !== null) return code;
  const fault = (message: string) => void faults.push({ path: argument, message });
  if (text.length > PLACE_TEXT_LENGTH_MAX)
    return fault(`must have at most ${PLACE_TEXT_LENGTH_MAX} characters`);
  const { places, alike, none } = meantPlaces(text, placesOrCountry(index(), text));
  const [place] = places;
  if (place === undefined) return fault(`${none} ${HOW_TO_NAME}`);
  if (alike.length > 0) {
    fault(`'${text}' may be one of several places; give its code:`);
    faults.push(...[place, ...alike].map((choice) => ({ path: "", message: choiceText(choice) })));
    return undefined;
  }
  if (text.toUpperCase() !== place.code) {
    const note = takenNote(text, place, alike);
    notes.push(`${argument}: ${placeText(place)}${note === "" ? "" : `. ${note}`}`);
  }
  return codeOfValue(placeValueOf(place)) ?? fault(HOW_TO_NAME);
}

const HOW_TO_NAME = "Name a city or an airport, or give a code such as LHR.";

/** `HOU.all  Houston, all 2 airports, United States` */
function choiceText(place: ReturnType<typeof placesOrCountry>[number]): string {
  const { name, city, country, airports = [] } = place;
  const what = airports.length > 1 ? `${name}, all ${airports.length} airports` : city || name;
  return `${placeValueOf(place)}  ${what}, ${country}`;
}

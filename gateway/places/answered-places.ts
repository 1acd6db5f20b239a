/** The places of a text, as the gateway answers them and the terminal takes them. */
import type { FoundPlace } from "./indexed-place.ts";
import type { PlaceIndex } from "./place-index.ts";
import { unservedCountry } from "./unserved-countries.ts";

interface AnsweredPlace extends Omit<FoundPlace, "type"> {
  /** A country is no place to search: no airport there has flights. */
  readonly type: FoundPlace["type"] | "country";
}

/** A6: a longer text is no name of a place. */
export const PLACE_TEXT_LENGTH_MAX = 64;

/** The places, the best first. Where nothing matches, the country of that name without flights. */
export function placesOrCountry(index: PlaceIndex, text: string): AnsweredPlace[] {
  const found = index.complete(text);
  const country = found.length === 0 ? unservedCountry(text) : undefined;
  if (country === undefined) return found;
  const { code, name } = country;
  return [{ type: "country", code, name, city: "", country: name }];
}

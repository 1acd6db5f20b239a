/** Which place a typed text stands for. Pure: no DOM. */
import type { Place } from "../api/lookups.ts";

/** What a place is known by. */
type Named = Pick<Place, "code" | "name" | "city">;

/** `London (LHR)`: the text of the box for a chosen place. It needs no lookup. */
const CHOSEN = /\([A-Z]{3}\)$/;

/** True when the text has the form of a chosen place. */
export function isChosen(text: string): boolean {
  return CHOSEN.test(text.trim());
}

export function placeText({ code, name, city }: Named): string {
  return `${city || name} (${code})`;
}

/**
 * The index of the place that fits the text best: the one with this code, else with this city, else
 * with this name, else the first. So `Porto` is OPO and not Porto Alegre, although the gateway
 * lists the busiest first.
 * @param places the gateway's answer to the text
 * @returns -1 when there is none
 */
export function bestMatch(places: readonly Named[], text: string): number {
  const wanted = fold(text);
  for (const field of ["code", "city", "name"] as const) {
    const index = places.findIndex((place) => fold(place[field]) === wanted);
    if (index >= 0) return index;
  }
  return places.length === 0 ? -1 : 0;
}

function fold(text: string): string {
  return text.trim().normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
}

/**
 * Which of the places that a text finds may be meant as well as the first one.
 *
 * ALIKE-1 A place is marked `alike` where it matches the text in the same way as the first, is of
 *    another city, and has at least a fifth of its flights. So `birmingham` is two cities, and
 *    `london` is one: that in Ontario has few flights. Of one city only one place is marked.
 */
import type { FoundPlace, IndexedPlace } from "./indexed-place.ts";
import { BY_COUNTRY } from "./place-ranks.ts";

/** Of the flights of the first place: with fewer, hardly anybody means the other one. */
const SHARE_OF_FLIGHTS_MIN = 0.2;

type RankedPlace = IndexedPlace & { readonly rank: number };

/** @param found the best first */
export function withAlike(found: readonly RankedPlace[]): FoundPlace[] {
  const [first] = found;
  const meant: RankedPlace[] = first === undefined ? [] : [first];
  return found.map((one) => {
    const byCountry = BY_COUNTRY.has(one.rank);
    const alike =
      first !== undefined &&
      isAsGood(one, first) &&
      !meant.some(({ place, country }) => country === one.country && isSameCity(place, one.place));
    if (alike) meant.push(one);
    if (!byCountry && !alike) return one.place;
    return { ...one.place, ...(byCountry && { foundBy: "country" }), ...(alike && { alike }) };
  });
}

function isAsGood({ rank, departures }: RankedPlace, first: RankedPlace): boolean {
  const sameWay = rank === first.rank || (BY_COUNTRY.has(rank) && BY_COUNTRY.has(first.rank));
  return sameWay && departures >= first.departures * SHARE_OF_FLIGHTS_MIN;
}

/** An airport may name its city in another way than the city itself: `New York City`. */
function isSameCity(a: FoundPlace, b: FoundPlace): boolean {
  const [airportsOfA, airportsOfB] = [a.airports ?? [a.code], b.airports ?? [b.code]];
  return a.city === b.city || airportsOfA.some((code) => airportsOfB.includes(code));
}

/** How well a place matches what is written in a search box; smaller is better. */

export const RANK = {
  countryBeforeCode: 0,
  code: 1,
  cityCode: 2,
  /** Singapore in Singapore. */
  wholeCityOfCountry: 3,
  country: 4,
  wholeCity: 5,
  /** By its name in another language. */
  foreignCountry: 6,
  city: 7,
  word: 8,
  countryWord: 9,
  codePrefix: 10,
  unserved: 11,
} as const;

/** Those of places that have nothing in common with the query but their country. */
export const BY_COUNTRY: ReadonlySet<number> = new Set([
  RANK.countryBeforeCode,
  RANK.country,
  RANK.foreignCountry,
  RANK.countryWord,
]);

/**
 * The same value without the ids of its offers: each search gives its offers other ids
 * (OFFERID-1), and equal searches are compared without them.
 */
export function withoutOfferIds<T>(value: T): T {
  return JSON.parse(
    JSON.stringify(value, (name, one) => (name === "offerId" ? undefined : one)),
  ) as T;
}

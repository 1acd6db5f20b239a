// @ts-check
/**
 * What is known of an auction's regret, in words, for the page and for the terminal. Empty when
 * there is nothing to state, or when no offer was shown to compare with. Pure: no DOM.
 *
 * @typedef {import("../../../proto/messages.ts").SearchResult} SearchResult
 * @typedef {import("../../../proto/messages.ts").Money} Money
 * @typedef {import("../../../proto/messages.ts").Outcome} Outcome
 */

/** Outcomes of a bidder whose bid was not received to its end. @type {readonly Outcome[]} */
export const UNFINISHED = ["silent", "late", "skipped"];

/**
 * The text of a regret from the ledger, which knows it.
 * @param {{ regret: Money | null, itineraries: readonly unknown[] }} view `regret` null: unknown
 * @param {(amount: Money) => string} money how an amount is shown
 */
export function knownRegret({ regret, itineraries }, money) {
  if (itineraries.length === 0) return "";
  if (regret === null)
    return "Regret: unknown. A bidder whose bid was not complete may have had a better offer.";
  return regret.amount === 0
    ? ""
    : `Regret: ${money(regret)}, by which the best of it beats the best shown.`;
}

/**
 * The text for a result, which has no regret: whether it is unknown, and because of which bidders.
 * @param {Pick<SearchResult, "bidders" | "itineraries">} result
 * @param {(bidder: string) => string} nameOf a bidder's name as it may be shown
 */
export function unknownRegret({ bidders, itineraries }, nameOf) {
  const unfinished = bidders.filter(({ outcome }) => UNFINISHED.includes(outcome));
  if (itineraries.length === 0 || unfinished.length === 0) return "";
  const names = unfinished.map(({ bidder }) => nameOf(bidder));
  return `regret unknown: incomplete bids of ${names.join(", ")}`;
}

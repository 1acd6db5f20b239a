// @ts-check
/**
 * Puts together the itineraries of events that say only what has changed (`?snapshots=changes`).
 * Pure: no DOM.
 *
 * @typedef {import("../../proto/messages.ts").Itinerary} Itinerary
 */

/**
 * All itineraries of an event, in their order.
 * @param {readonly Itinerary[]} last those of the event before
 * @param {{ keys?: readonly string[], itineraries: readonly Itinerary[] }} event
 * @returns {Itinerary[]}
 */
export function wholeList(last, { keys, itineraries }) {
  if (keys === undefined) return [...itineraries]; // from a gateway that is older than this page
  const known = new Map([...last, ...itineraries].map((one) => [one.key, one]));
  return keys.flatMap((key) => known.get(key) ?? []);
}

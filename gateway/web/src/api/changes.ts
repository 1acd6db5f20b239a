/**
 * Puts together the itineraries of events that say only what has changed (`?snapshots=changes`).
 * Pure: no DOM.
 */
import type { Itinerary } from "../../../../proto/messages.ts";

/**
 * All itineraries of an event, in their order.
 * @param last those of the event before
 */
export function wholeList(
  last: readonly Itinerary[],
  { keys, itineraries }: { keys?: readonly string[]; itineraries: readonly Itinerary[] },
): Itinerary[] {
  if (keys === undefined) return [...itineraries]; // from a gateway that is older than this page
  const known = new Map([...last, ...itineraries].map((one) => [one.key, one]));
  return keys.flatMap((key) => known.get(key) ?? []);
}

/**
 * The itineraries in the order in which the page shows them, while better ones still come. Pure.
 *
 * READ-1 What may be being read does not move: its lines keep their order, and none comes between
 *    them. What ranks behind all of them is added below; what ranks before waits until it is asked
 *    for. Prices and sellers of a line are always the latest.
 * READ-2 Nothing is lost or shown twice: each itinerary of the latest list is shown or waits.
 */
import type { Itinerary, Money } from "../../../../proto/messages.ts";

export interface ItineraryList {
  /** As they are shown. */
  readonly shown: readonly Itinerary[];
  /** They rank before some that are shown, in rank order. */
  readonly waiting: readonly Itinerary[];
}

export const NO_ITINERARIES: ItineraryList = { shown: [], waiting: [] };

/**
 * The list after an event.
 * @param latest all that are known now, in rank order
 * @param isRead whether somebody may be reading the list
 */
export function withLatest(
  list: ItineraryList,
  latest: readonly Itinerary[],
  isRead: boolean,
): ItineraryList {
  if (!isRead || list.shown.length === 0) return { shown: latest, waiting: [] };
  const byKey = new Map(latest.map((one) => [one.key, one]));
  const kept = list.shown.map((one) => byKey.get(one.key) ?? one);
  const keys = new Set(kept.map(({ key }) => key));
  const lastKept = latest.findLastIndex(({ key }) => keys.has(key));
  const isNew = ({ key }: Itinerary) => !keys.has(key);
  return {
    shown: [...kept, ...latest.slice(lastKept + 1)],
    waiting: latest.slice(0, lastKept + 1).filter(isNew),
  };
}

/** What waits takes its place, since somebody has asked for it. Later pages stay below. */
export function inRankOrder(list: ItineraryList, latest: readonly Itinerary[]): ItineraryList {
  const keys = new Set(latest.map(({ key }) => key));
  return { shown: [...latest, ...list.shown.filter(({ key }) => !keys.has(key))], waiting: [] };
}

/** The next page below; what is there already stays where it is. */
export function withNextPage(list: ItineraryList, page: readonly Itinerary[]): ItineraryList {
  const keys = new Set([...list.shown, ...list.waiting].map(({ key }) => key));
  return { ...list, shown: [...list.shown, ...page.filter(({ key }) => !keys.has(key))] };
}

/** The same lines, with what is known of them by now. */
export function withDetails(list: ItineraryList, page: readonly Itinerary[]): ItineraryList {
  const byKey = new Map(page.map((one) => [one.key, one]));
  const latest = (one: Itinerary) => byKey.get(one.key) ?? one;
  return { shown: list.shown.map(latest), waiting: list.waiting.map(latest) };
}

/** How many of those that wait cost less than all that are shown, and the least of their prices. */
export function cheaperWaiting({ shown, waiting }: ItineraryList): {
  readonly count: number;
  readonly lowest: Money | null;
} {
  const lowestShown = Math.min(...shown.map(({ price }) => price.amount));
  const cheaper = waiting
    .map(({ price }) => price)
    .filter(({ amount }) => amount < lowestShown)
    .sort((a, b) => a.amount - b.amount);
  return { count: cheaper.length, lowest: cheaper[0] ?? null };
}

/** Nobody has read a line of a list in less time. */
const READ_AFTER_MS = 1_000;

/**
 * Whether somebody may be reading.
 * @param hasActed scrolled, pressed, unfolded or focused something of it
 * @param shownForMs null: it has not been shown yet
 */
export function mayBeRead(hasActed: boolean, shownForMs: number | null): boolean {
  return shownForMs !== null && (hasActed || shownForMs >= READ_AFTER_MS);
}

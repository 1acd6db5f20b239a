/** Sorting of short lists: of the candidates of one itinerary, of the rows of one bid. */

/**
 * Sorts the list itself; equal items keep their order. A list of `fewMax` items or less is sorted
 * by insertion: a call of the engine's own sort takes 0.2 µs before it compares, more than a few
 * items take to insert, and for two dozen rows it takes three times as long in all.
 *
 * @param order of one process always the same function, so that the engine inlines it
 * @param fewMax up to which length insertion is faster: 8 for an order with many steps, 24 for one
 *   that mostly ends at its first
 */
export function sortFew<T>(items: T[], order: (a: T, b: T) => number, fewMax: number): void {
  if (items.length > fewMax) {
    items.sort(order);
    return;
  }
  for (let i = 1; i < items.length; i++) {
    const one = items[i] as T;
    let at = i;
    for (; at > 0 && order(items[at - 1] as T, one) > 0; at--) items[at] = items[at - 1] as T;
    items[at] = one;
  }
}

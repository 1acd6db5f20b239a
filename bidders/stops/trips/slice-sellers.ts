/**
 * Whether a ticket of all slices may have a seller.
 *
 * SOLD-1 A trip has a seller of its first slice who puts a seller of each other slice on its ticket
 *   (TRIP-3). Where no seller of the first slice has such a seller in every other slice, there is
 *   no trip.
 */

/**
 * `slices`: of each, all who sell what was found or may be found. `ticketsWith`: whether one puts
 * the other's itineraries on its tickets, or its own.
 */
export function maySellAll(
  slices: readonly Iterable<string>[],
  ticketsWith: (seller: string, other: string) => boolean,
): boolean {
  const [firsts, ...others] = slices.map((sellers) => [...sellers]);
  return (
    firsts?.some((seller) =>
      others.every((its) => its.some((other) => ticketsWith(seller, other))),
    ) === true
  );
}

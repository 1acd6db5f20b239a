/** What the marks of a table of itineraries mean. Pure. */
import type { Itinerary } from "../../proto/messages.ts";

/** A note for each mark that is used. */
export function resultNotes(
  itineraries: readonly Itinerary[],
  { allSellers }: { readonly allSellers: boolean },
): string[] {
  const sellers = itineraries.flatMap((one) =>
    allSellers ? one.sellers : one.sellers.slice(0, 1),
  );
  const notes: [isUsed: boolean, note: string][] = [
    [
      !allSellers && itineraries.some((one) => one.sellers.length > 1),
      "--sellers shows all sellers of each itinerary",
    ],
    [
      sellers.some(({ modelled }) => modelled),
      "* the price comes from a fare model, not from a seller",
    ],
    [
      sellers.some(({ fares: [fare] }) => fare?.cabinBags != null && fare.checkedBags !== null),
      "1+0 bags: what a traveller may take into the cabin, and check in",
    ],
    [
      sellers.some(({ selfTransfers }) => selfTransfers !== undefined),
      "self-transfer: two tickets; collect bags and check in again there, and the next flight does not wait",
    ],
    [
      sellers.some(({ mixedCabins }) => mixedCabins === true),
      "mixed cabins: some of the flights are in a lower cabin than the one that was asked for",
    ],
    [
      itineraries.some(({ co2Estimate }) => co2Estimate !== undefined),
      "kg CO2 each: an estimate for one traveller, by the distances, aircraft and cabins of the flights",
    ],
    [
      itineraries.some(({ similar }) => similar > 0),
      "+n similar: near-identical connections that --similar shows",
    ],
  ];
  return notes.flatMap(([isUsed, note]) => (isUsed ? [note] : []));
}

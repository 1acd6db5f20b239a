/** Which cabins the flights of markets and carriers have: columns of the network, made once. */
import { CABINS } from "../../../proto/messages.ts";
import { NO_CABIN, soldCabins } from "../../flights/fares/mixed-cabins.ts";
import { sharedOf } from "../../flights/timetable/shared-columns.ts";
import type { Index, Timetable } from "../../flights/timetable/timetable.ts";

export interface CabinColumns {
  /**
   * Runs beside `marketCarriers`: a bit for each of CABINS that a flight of the carrier has; and at
   * `4 * i + asked` the lowest cabin that one is sold in where `asked` is wanted (CABIN-5), or
   * NO_CABIN.
   */
  readonly marketCarrierCabins: Uint8Array;
  readonly marketCarrierLowest: Uint8Array;
  /** Indexed by market: a bit for each of CABINS that one of its flights has. */
  readonly marketCabins: Uint8Array;
}

/** The columns of the network that are read here. */
interface NetworkRows {
  readonly marketRow: Uint32Array;
  readonly marketCarrierFrom: Uint32Array;
  readonly marketCarriers: Uint16Array;
  readonly rowCabins: Uint8Array;
}

export function cabinColumns(
  { carrier }: Timetable,
  { marketRow, marketCarrierFrom, marketCarriers: its, rowCabins }: NetworkRows,
): CabinColumns {
  const markets = marketRow.length - 1;
  const sold = CABINS.map((_, asked) => soldCabins(asked));
  const bits = sharedOf(Uint8Array, its.length, () => 0);
  const lowest = sharedOf(Uint8Array, its.length * CABINS.length, () => NO_CABIN);
  const ofMarket = sharedOf(Uint8Array, markets, () => 0);
  for (let market = 0; market < markets; market++) {
    for (let row = marketRow[market] as Index; row < (marketRow[market + 1] as Index); row++) {
      const cabins = rowCabins[row] as number;
      let i = marketCarrierFrom[market] as number;
      while (its[i] !== carrier[row]) i++;
      bits[i] = (bits[i] as number) | cabins;
      ofMarket[market] = (ofMarket[market] as number) | cabins;
      for (let asked = 0; asked < CABINS.length; asked++) {
        const at = CABINS.length * i + asked;
        lowest[at] = Math.min(lowest[at] as number, sold[asked]?.[cabins] as number);
      }
    }
  }
  return { marketCarrierCabins: bits, marketCarrierLowest: lowest, marketCabins: ofMarket };
}

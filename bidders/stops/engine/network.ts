/**
 * The timetable as a graph, made once when the bidder opens: markets (pairs of airports with
 * flights) as edges, to be walked from either end, and what the search needs of each row, market,
 * airport and carrier as numbers. Plain columns, so that threads share them.
 */
import { CABINS } from "../../../proto/messages.ts";
import { carrierFacts } from "../../flights/fares/carriers.ts";
import { flightSeed, kindOf } from "../../flights/fares/fare.ts";
import { connectsWith } from "../../flights/itineraries/interline.ts";
import { minimumsOf } from "../../flights/itineraries/minimum-connection.ts";
import { flightNumberOf, hasCabin } from "../../flights/itineraries/option.ts";
import { tagsOf } from "../../flights/itineraries/rights.ts";
import { firstOf, sharedFrom, sharedOf } from "../../flights/timetable/shared-columns.ts";
import { FLAGS, type Index, type Timetable } from "../../flights/timetable/timetable.ts";

/**
 * Typed arrays in shared memory, and a few numbers: what a thread is handed beside the timetable's
 * own columns.
 */
export interface NetworkColumns {
  /**
   * Markets, sorted by origin, then destination. Rows of market m: `marketRow[m]` to before
   * `marketRow[m + 1]`.
   */
  readonly marketRow: Uint32Array;
  readonly marketOrigin: Uint16Array;
  readonly marketDestination: Uint16Array;
  readonly marketKm: Float64Array;
  readonly marketInternational: Uint8Array;
  /** The shortest block time of all flights of the market, whatever the day. */
  readonly marketBlockMin: Uint16Array;
  /**
   * Who flies market m: `marketCarriers[i]` for i from `marketCarrierFrom[m]` to before
   * `marketCarrierFrom[m + 1]`.
   */
  readonly marketCarrierFrom: Uint32Array;
  readonly marketCarriers: Uint16Array;
  /** Markets out of airport a: `marketsFrom[a]` to before `marketsFrom[a + 1]`. */
  readonly marketsFrom: Uint32Array;
  /**
   * Markets into airport a: `marketsInto[i]` for i from `firstInto[a]` to before `firstInto[a +
   * 1]`.
   */
  readonly firstInto: Uint32Array;
  readonly marketsInto: Uint32Array;
  /**
   * Minimum connecting minutes at airport a: four of them from `4 * a` on, in the order of
   * CONNECTION_KINDS.
   */
  readonly minimums: Uint8Array;
  /** Of each row, the seed of its flight's demand. */
  readonly rowSeed: Uint32Array;
  /**
   * Of each row, a bit for each of CABINS that it has, the first the lowest, and none where it is
   * not sold in connections (ENGINE-11); and 1 where it is not sold alone (ENGINE-9).
   */
  readonly rowCabins: Uint8Array;
  readonly rowTag: Uint8Array;
  /** By carrier: the fare factor of its kind. */
  readonly carrierKind: Float64Array;
  /**
   * One carrier for each currency that carriers sell in and kind of carrier: each way there is to
   * price a party.
   */
  readonly sellers: Uint16Array;
  /** 1 at `a * carriers + b` where the two sell connections together. */
  readonly connects: Uint8Array;
  /** The longest block time of all. */
  readonly blockMax: number;
}

export interface Network extends NetworkColumns {
  readonly timetable: Timetable;
}

export function networkOf(timetable: Timetable): Network {
  const { rows, origin, destination, airports, carriers } = timetable;
  const starts: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (row === 0 || origin[row] !== origin[row - 1] || destination[row] !== destination[row - 1])
      starts.push(row);
  }
  const markets = starts.length;
  const marketRow = sharedOf(Uint32Array, markets + 1, (market) => starts[market] ?? rows);
  const marketOrigin = sharedOf(
    Uint16Array,
    markets,
    (market) => origin[starts[market] as Index] as Index,
  );
  const marketDestination = sharedOf(
    Uint16Array,
    markets,
    (market) => destination[starts[market] as Index] as Index,
  );
  const country = (airport: Index | undefined) => airports[airport as Index]?.country;
  const into = Array.from({ length: markets }, (_, market) => market);
  into.sort((a, b) => (marketDestination[a] as Index) - (marketDestination[b] as Index) || a - b);
  const carriersOf = Array.from({ length: markets }, (_, market) => [
    ...new Set(timetable.carrier.subarray(marketRow[market], marketRow[market + 1])),
  ]);
  const flat = carriersOf.flat();
  const sellers = [
    ...new Map(
      carriers.map((code, carrier) => [`${carrierFacts(code).currency} ${kindOf(code)}`, carrier]),
    ).values(),
  ];
  let carriersSoFar = 0;
  return {
    timetable,
    marketRow,
    marketOrigin,
    marketDestination,
    marketKm: sharedOf(Float64Array, markets, (market) =>
      timetable.distanceKm(marketOrigin[market] as Index, marketDestination[market] as Index),
    ),
    marketInternational: sharedOf(Uint8Array, markets, (market) =>
      country(marketOrigin[market]) === country(marketDestination[market]) ? 0 : 1,
    ),
    marketBlockMin: sharedOf(Uint16Array, markets, (market) => {
      let min = Number.POSITIVE_INFINITY;
      for (let row = marketRow[market] as Index; row < (marketRow[market + 1] as Index); row++) {
        min = Math.min(min, timetable.blockMinutes[row] as number);
      }
      return min;
    }),
    marketCarrierFrom: sharedOf(Uint32Array, markets + 1, (market) => {
      const from = carriersSoFar;
      carriersSoFar += carriersOf[market]?.length ?? 0;
      return from;
    }),
    marketCarriers: sharedFrom(Uint16Array, flat),
    marketsFrom: firstOf(marketOrigin, airports.length),
    firstInto: firstOf(marketDestination, airports.length),
    marketsInto: sharedFrom(Uint32Array, into),
    minimums: minimumsOf(timetable),
    rowSeed: sharedOf(Uint32Array, rows, (row) => flightSeed(flightNumberOf(timetable, row))),
    rowCabins: sharedOf(Uint8Array, rows, (row) =>
      (timetable.flags[row] as number) & FLAGS.localOnly
        ? 0
        : CABINS.reduce(
            (bits, cabin, i) => (hasCabin(timetable, row, cabin) ? bits | (1 << i) : bits),
            0,
          ),
    ),
    rowTag: tagsOf(timetable),
    carrierKind: sharedOf(Float64Array, carriers.length, (carrier) =>
      kindOf(carriers[carrier] as string),
    ),
    sellers: sharedFrom(Uint16Array, sellers),
    connects: sharedOf(Uint8Array, carriers.length ** 2, (i) =>
      Number(
        connectsWith(
          carriers[Math.floor(i / carriers.length)] as string,
          carriers[i % carriers.length] as string,
        ),
      ),
    ),
    blockMax: timetable.blockMinutes.reduce((max, minutes) => Math.max(max, minutes), 0),
  };
}

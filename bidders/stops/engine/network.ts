/**
 * The timetable as a graph, made once when the bidder opens: markets (pairs of airports with flights) as edges, to be walked from
 * either end, and what the search needs of each row, market, airport and carrier as numbers. Plain columns, so that threads share them.
 */
import { CABINS } from "../../../proto/messages.ts";
import { carrierFacts } from "../../fares/carriers.ts";
import { flightSeed, kindOf } from "../../fares/fare.ts";
import { CONNECTION_KINDS, minimumsOf } from "../../itineraries/minimum-connection.ts";
import { flightNumberOf, hasCabin } from "../../itineraries/option.ts";
import { connectsWith } from "../../itineraries/partners.ts";
import { tagsOf } from "../../itineraries/rights.ts";
import type { Index, Timetable } from "../../timetable/timetable.ts";

/** Typed arrays in shared memory, and a few numbers: what a thread is handed beside the timetable's own columns. */
export interface NetworkColumns {
  /** Markets, sorted by origin, then destination. Rows of market m: `marketRow[m]` to before `marketRow[m + 1]`. */
  readonly marketRow: Uint32Array;
  readonly marketOrigin: Uint16Array;
  readonly marketDestination: Uint16Array;
  readonly marketKm: Float64Array;
  readonly marketInternational: Uint8Array;
  /** The shortest block time of all flights of the market, whatever the day. */
  readonly marketBlockMin: Uint16Array;
  /** Who flies market m: `marketCarriers[i]` for i from `marketCarrierFrom[m]` to before `marketCarrierFrom[m + 1]`. */
  readonly marketCarrierFrom: Uint32Array;
  readonly marketCarriers: Uint16Array;
  /** Markets out of airport a: `marketsFrom[a]` to before `marketsFrom[a + 1]`. */
  readonly marketsFrom: Uint32Array;
  /** Markets into airport a: `marketsInto[i]` for i from `firstInto[a]` to before `firstInto[a + 1]`. */
  readonly firstInto: Uint32Array;
  readonly marketsInto: Uint32Array;
  /** Minimum connecting minutes at airport a: four of them from `4 * a` on, in the order of CONNECTION_KINDS. */
  readonly minimums: Uint8Array;
  /** Of each row, the seed of its flight's demand. */
  readonly rowSeed: Uint32Array;
  /** Of each row, a bit for each of CABINS that it has, the first the lowest; and 1 where it is not sold alone (R9). */
  readonly rowCabins: Uint8Array;
  readonly rowTag: Uint8Array;
  /** By carrier: the fare factor of its kind. */
  readonly carrierKind: Float64Array;
  /** One carrier for each currency that carriers sell in and kind of carrier: each way there is to price a party. */
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
    if (row === 0 || origin[row] !== origin[row - 1] || destination[row] !== destination[row - 1]) starts.push(row);
  }
  const markets = starts.length;
  const marketRow = shared(Uint32Array, markets + 1, (market) => starts[market] ?? rows);
  const marketOrigin = shared(Uint16Array, markets, (market) => origin[starts[market] as Index] as Index);
  const marketDestination = shared(Uint16Array, markets, (market) => destination[starts[market] as Index] as Index);
  const country = (airport: Index | undefined) => airports[airport as Index]?.country;
  const into = Array.from({ length: markets }, (_, market) => market);
  into.sort((a, b) => (marketDestination[a] as Index) - (marketDestination[b] as Index) || a - b);
  const carriersOf = Array.from({ length: markets }, (_, market) => [
    ...new Set(timetable.carrier.subarray(marketRow[market], marketRow[market + 1])),
  ]);
  const flat = carriersOf.flat();
  const sellers = [...new Map(carriers.map((code, carrier) => [`${carrierFacts(code).currency} ${kindOf(code)}`, carrier])).values()];
  const minimums = minimumsOf(timetable);
  const tags = tagsOf(timetable);
  let carriersSoFar = 0;
  return {
    timetable,
    marketRow,
    marketOrigin,
    marketDestination,
    marketKm: shared(Float64Array, markets, (market) =>
      timetable.distanceKm(marketOrigin[market] as Index, marketDestination[market] as Index),
    ),
    marketInternational: shared(Uint8Array, markets, (market) =>
      country(marketOrigin[market]) === country(marketDestination[market]) ? 0 : 1,
    ),
    marketBlockMin: shared(Uint16Array, markets, (market) => {
      let min = Number.POSITIVE_INFINITY;
      for (let row = marketRow[market] as Index; row < (marketRow[market + 1] as Index); row++) {
        min = Math.min(min, timetable.blockMinutes[row] as number);
      }
      return min;
    }),
    marketCarrierFrom: shared(Uint32Array, markets + 1, (market) => {
      const from = carriersSoFar;
      carriersSoFar += carriersOf[market]?.length ?? 0;
      return from;
    }),
    marketCarriers: shared(Uint16Array, flat.length, (i) => flat[i] as Index),
    marketsFrom: firstOf(marketOrigin, airports.length),
    firstInto: firstOf(marketDestination, airports.length),
    marketsInto: shared(Uint32Array, markets, (i) => into[i] as Index),
    minimums: shared(Uint8Array, CONNECTION_KINDS * airports.length, (i) => minimums[i] as number),
    rowSeed: shared(Uint32Array, rows, (row) => flightSeed(flightNumberOf(timetable, row))),
    rowCabins: shared(Uint8Array, rows, (row) =>
      CABINS.reduce((bits, cabin, i) => (hasCabin(timetable, row, cabin) ? bits | (1 << i) : bits), 0),
    ),
    rowTag: shared(Uint8Array, rows, (row) => tags[row] as number),
    carrierKind: shared(Float64Array, carriers.length, (carrier) => kindOf(carriers[carrier] as string)),
    sellers: shared(Uint16Array, sellers.length, (i) => sellers[i] as Index),
    connects: shared(Uint8Array, carriers.length ** 2, (i) =>
      Number(connectsWith(carriers[Math.floor(i / carriers.length)] as string, carriers[i % carriers.length] as string)),
    ),
    blockMax: timetable.blockMinutes.reduce((max, minutes) => Math.max(max, minutes), 0),
  };
}

type TypedArray = Uint8Array | Uint16Array | Uint32Array | Float64Array;

/** An array in memory that threads share. */
function shared<T extends TypedArray>(
  type: { new (buffer: SharedArrayBuffer): T; readonly BYTES_PER_ELEMENT: number },
  length: number,
  value: (index: number) => number,
): T {
  const array = new type(new SharedArrayBuffer(length * type.BYTES_PER_ELEMENT));
  for (let i = 0; i < length; i++) array[i] = value(i);
  return array;
}

/** first[k] = how many of the values are below k: where the run of k starts in the sorted values. */
function firstOf(values: Uint16Array, keys: number): Uint32Array {
  const first = shared(Uint32Array, keys + 1, () => 0);
  for (const value of values) first[value + 1] = (first[value + 1] as number) + 1;
  for (let key = 1; key <= keys; key++) first[key] = (first[key] as number) + (first[key - 1] as number);
  return first;
}

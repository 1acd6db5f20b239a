/**
 * The timetable as a graph, made once when the bidder opens: markets (pairs of airports with flights) as edges, to be walked from
 * either end, and what the search needs of each row and carrier as numbers.
 */
import { CABINS } from "../../proto/messages.ts";
import { carrierFacts } from "../fares/carriers.ts";
import { flightSeed, kindOf } from "../fares/fare.ts";
import { type AirportSize, airportSizesOf } from "../itineraries/minimum-connection.ts";
import { flightNumberOf, hasCabin } from "../itineraries/option.ts";
import { connectsWith } from "../itineraries/partners.ts";
import { tagsOf } from "../itineraries/rights.ts";
import type { Index, Timetable } from "../timetable/timetable.ts";

export interface Network {
  readonly timetable: Timetable;
  /** Markets, sorted by origin, then destination. Rows of market m: `marketRow[m]` to before `marketRow[m + 1]`. */
  readonly marketRow: Uint32Array;
  readonly marketOrigin: Uint16Array;
  readonly marketDestination: Uint16Array;
  readonly marketKm: Float64Array;
  readonly marketInternational: Uint8Array;
  /** The shortest block time of all flights of the market, whatever the day. */
  readonly marketBlockMin: Uint16Array;
  /** Markets out of airport a: `marketsFrom[a]` to before `marketsFrom[a + 1]`. */
  readonly marketsFrom: Uint32Array;
  /** Markets into airport a: `marketsInto[i]` for i from `firstInto[a]` to before `firstInto[a + 1]`. */
  readonly firstInto: Uint32Array;
  readonly marketsInto: Uint32Array;
  readonly airportSize: readonly AirportSize[];
  /** Of each row, the seed of its flight's demand. */
  readonly rowSeed: Uint32Array;
  /** Of each row, a bit for each of CABINS that it has, the first the lowest; and 1 where it is not sold alone (R9). */
  readonly rowCabins: Uint8Array;
  readonly rowTag: Uint8Array;
  /** By carrier: the fare factor of its kind. */
  readonly carrierKind: Float64Array;
  /** One carrier for each currency that carriers sell in. */
  readonly currencySellers: readonly Index[];
  /** 1 at `a * carriers + b` where the two sell connections together. */
  readonly connects: Uint8Array;
  /** The longest block time of all. */
  readonly blockMax: number;
}

export function networkOf(timetable: Timetable): Network {
  const { rows, origin, destination, airports, carriers } = timetable;
  const starts: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (row === 0 || origin[row] !== origin[row - 1] || destination[row] !== destination[row - 1]) starts.push(row);
  }
  const marketRow = Uint32Array.from([...starts, rows]);
  const marketOrigin = Uint16Array.from(starts, (row) => origin[row] as Index);
  const marketDestination = Uint16Array.from(starts, (row) => destination[row] as Index);
  const country = (airport: Index | undefined) => airports[airport as Index]?.country;
  const into = Uint32Array.from(starts.keys()).sort((a, b) => (marketDestination[a] as Index) - (marketDestination[b] as Index) || a - b);
  return {
    timetable,
    marketRow,
    marketOrigin,
    marketDestination,
    marketKm: Float64Array.from(starts, (row) => timetable.distanceKm(origin[row] as Index, destination[row] as Index)),
    marketInternational: Uint8Array.from(starts, (row) => (country(origin[row]) === country(destination[row]) ? 0 : 1)),
    marketBlockMin: Uint16Array.from(starts, (from, market) => {
      const to = starts[market + 1] ?? rows;
      return timetable.blockMinutes.subarray(from, to).reduce((min, minutes) => Math.min(min, minutes), Number.POSITIVE_INFINITY);
    }),
    marketsFrom: firstOf(marketOrigin, airports.length),
    firstInto: firstOf(marketDestination, airports.length),
    marketsInto: into,
    airportSize: airportSizesOf(timetable),
    rowSeed: Uint32Array.from({ length: rows }, (_, row) => flightSeed(flightNumberOf(timetable, row))),
    rowCabins: Uint8Array.from({ length: rows }, (_, row) =>
      CABINS.reduce((bits, cabin, i) => (hasCabin(timetable, row, cabin) ? bits | (1 << i) : bits), 0),
    ),
    rowTag: tagsOf(timetable),
    carrierKind: Float64Array.from(carriers, kindOf),
    currencySellers: [...new Map(carriers.map((code, carrier) => [carrierFacts(code).currency, carrier])).values()],
    connects: Uint8Array.from(
      carriers.flatMap((a) => carriers.map((b) => connectsWith(a, b))),
      Number,
    ),
    blockMax: timetable.blockMinutes.reduce((max, minutes) => Math.max(max, minutes), 0),
  };
}

/** first[k] = how many of the values are below k: where the run of k starts in the sorted values. */
function firstOf(values: Uint16Array, keys: number): Uint32Array {
  const first = new Uint32Array(keys + 1);
  for (const value of values) first[value + 1] = (first[value + 1] as number) + 1;
  for (let key = 1; key <= keys; key++) first[key] = (first[key] as number) + (first[key - 1] as number);
  return first;
}
